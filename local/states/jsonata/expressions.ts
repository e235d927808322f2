import type jsonata from 'jsonata';
import { QueryEvaluationError } from '../errors/query-evaluation-error.ts';
import type { Json } from '../json.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { compile } from './compile.ts';
import type { Bindings } from './evaluation.ts';
import { evaluation } from './evaluation.ts';
import { hidesFunction, isBounded } from './is-bounded.ts';

interface Compiled {
  expression: jsonata.Expression;
  /** Whether it may be evaluated on the thread that serves everybody. */
  isBounded: boolean;
}

/** Where an evaluation takes place. */
export interface EvaluationPlace {
  /** The field that holds the expression, for the cause of a failure. */
  location: string;
  sandbox: Sandbox;
  /** Aborted when nobody waits for the value any more. */
  signal: AbortSignal;
}

/** The compiled expressions of one machine. They hold nothing of an evaluation, so that executions share them. */
export class Expressions {
  readonly #compiled = new Map<string, Compiled>();

  /** @throws what JSONata throws for a syntax error */
  compile(source: string): Compiled {
    let compiled = this.#compiled.get(source);
    if (!compiled) {
      const expression = compile(source);
      compiled = { expression, isBounded: isBounded(source, expression.ast()) };
      this.#compiled.set(source, compiled);
    }
    return compiled;
  }

  /**
   * Evaluates an expression: here when it is known to take little, else in a process of its own.
   *
   * @throws QueryEvaluationError when the expression fails, returns nothing, or returns a function; the signal's reason
   */
  async evaluate(source: string, bindings: Bindings, { location, sandbox, signal }: EvaluationPlace): Promise<Json> {
    const { expression, isBounded } = this.compile(source);
    const found = isBounded && !hidesFunction(bindings) ? await evaluation(expression, bindings) : await sandbox.evaluate({ source, bindings }, signal);
    if ('value' in found) return found.value;
    throw new QueryEvaluationError(`The JSONata expression '${source}' specified for the field '${location}' ${found.failure}`, location);
  }
}
