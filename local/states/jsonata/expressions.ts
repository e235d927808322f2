import type jsonata from 'jsonata';
import { QueryEvaluationError } from '../errors/query-evaluation-error.ts';
import type { Json, JsonObject } from '../json.ts';
import { compile } from './compile.ts';
import { failureText } from './failure-text.ts';
import { toJson, UnsupportedResultError } from './to-json.ts';

/** What an expression sees: the variables by name, and `states`. */
export type Bindings = Readonly<Record<string, Json>> & { readonly states: JsonObject };

/** The compiled expressions of one machine. They hold nothing of an evaluation, so that executions share them. */
export class Expressions {
  readonly #compiled = new Map<string, jsonata.Expression>();

  /** @throws what JSONata throws for a syntax error */
  compile(source: string): jsonata.Expression {
    let expression = this.#compiled.get(source);
    if (!expression) {
      expression = compile(source);
      this.#compiled.set(source, expression);
    }
    return expression;
  }

  /**
   * @param location the field that holds the expression, for the cause of a failure
   * @throws QueryEvaluationError when the expression fails, returns nothing, or returns a function
   */
  async evaluate(source: string, bindings: Bindings, location: string): Promise<Json> {
    const where = `The JSONata expression '${source}' specified for the field '${location}'`;
    let result: unknown;
    try {
      result = await this.compile(source).evaluate(undefined, bindings);
    } catch (error) {
      throw new QueryEvaluationError(`${where} threw an error during evaluation${failureText(error)}`, location, { cause: error });
    }
    if (result === undefined) throw new QueryEvaluationError(`${where} returned nothing (undefined).`, location);
    try {
      return toJson(result);
    } catch (error) {
      if (!(error instanceof UnsupportedResultError)) throw error;
      throw new QueryEvaluationError(`${where} returned an unsupported result type.`, location, { cause: error });
    }
  }
}
