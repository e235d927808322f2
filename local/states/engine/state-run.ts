import type { QueryLanguage, StateType } from '../definition/state-schema.ts';
import { QueryEvaluationError } from '../errors/query-evaluation-error.ts';
import type { Json, JsonObject } from '../json.ts';
import { jsonTypeOf } from '../json.ts';
import { expressionOf } from '../jsonata/expression.ts';
import type { Bindings } from '../jsonata/evaluation.ts';
import { evaluateTemplate } from '../jsonata/template.ts';
import type { Frame, MapItem } from './frame.ts';
import type { Inspection } from './inspection.ts';

/** One stay in a state, however often it is retried. */
export interface Visit {
  readonly name: string;
  readonly type: StateType;
  /** In a state of JSONPath, all of whose fields mean the same in both languages, a text that looks like an expression is a text. */
  readonly language: QueryLanguage;
  readonly input: Json;
  readonly frame: Frame;
  /** Milliseconds since the epoch. */
  readonly enteredMs: number;
  readonly enteredEventId: number;
  /** The event before the state was entered. */
  readonly previousEventId: number;
}

/** What only some fields see in `$states`: the result in Assign and Output, the error output in those of a catcher. */
export type ReservedVariables = { readonly result: Json } | { readonly errorOutput: Json } | Record<string, never>;

/** Types of states that may be retried, and see how often they were. */
const RETRIED: ReadonlySet<StateType> = new Set(['Task', 'Parallel', 'Map']);

/** One attempt at a state: what its type works with. */
export class StateRun {
  readonly visit: Visit;
  readonly retryCount: number;
  /** What a task that waits for it hands out, and sees in its context; null for any other. */
  taskToken: string | null = null;
  /** Set by a Parallel or Map state whose branches have all succeeded. */
  branchesSucceeded = false;

  constructor(visit: Visit, retryCount: number) {
    this.visit = visit;
    this.retryCount = retryCount;
  }

  get frame(): Frame {
    return this.visit.frame;
  }

  get input(): Json {
    return this.visit.input;
  }

  /**
   * The template with its expressions evaluated.
   *
   * @param location the field's name
   * @param map the item of an iteration that is about to begin; else that of the frame
   * @throws QueryEvaluationError when an expression fails or returns nothing
   */
  async evaluate(template: Json, location: string, reserved: ReservedVariables = {}, map: MapItem | null = this.frame.map): Promise<Json> {
    if (this.visit.language === 'JSONPath') return template;
    const { scope, variables, signal } = this.frame;
    const { sandbox } = scope;
    const bindings: Bindings = { ...variables, states: { input: this.input, ...reserved, context: this.#context(map) } };
    return evaluateTemplate(template, location, (source, where) => scope.expressions.evaluate(source, bindings, { location: where, sandbox, signal }));
  }

  /** The value of a field that takes one type only. @throws QueryEvaluationError also for a value of another type */
  async evaluateAs<T extends Json>(field: Json, location: string, type: ReturnType<typeof jsonTypeOf>): Promise<T> {
    const value = await this.evaluate(field, location);
    const actual = jsonTypeOf(value);
    if (actual === type) return value as T;
    const source = expressionOf(field) ?? (typeof field === 'string' ? field : JSON.stringify(field));
    throw new QueryEvaluationError(
      `The JSONata expression '${source}' specified for the field '${location}' returned an unexpected result type. ` +
        `Expected '${type}', but was '${actual}' for value: ${JSON.stringify(value)}`,
      location,
    );
  }

  /** The value of a field that takes a whole number from 0 to 99,999,999; null when there is no such field. */
  async evaluateCount(field: number | string | undefined, location: string): Promise<number | null> {
    if (field === undefined) return null;
    const value = typeof field === 'number' ? field : await this.evaluateAs<number>(field, location, 'number');
    if (!Number.isInteger(value)) throw new QueryEvaluationError(`The ${location} field cannot be parsed as an integer: ${value}`, location);
    if (value < 0 || value > 99_999_999) throw new QueryEvaluationError(`${location} must be between 0 and 99999999 but was: ${value}`, location);
    return value;
  }

  /** Tells whoever looks what the state made of its data. */
  inspect(data: Inspection): void {
    this.frame.scope.onInspected?.(data);
  }

  #context(map: MapItem | null): JsonObject {
    const { name, type, enteredMs } = this.visit;
    const { context } = this.frame.scope;
    return {
      ...context,
      State: context.State ?? { Name: name, EnteredTime: new Date(enteredMs).toISOString(), ...(RETRIED.has(type) && { RetryCount: this.retryCount }) },
      ...(map && { Map: { Item: { Index: map.index, Value: map.value } } }),
      ...(this.taskToken !== null && { Task: { Token: this.taskToken } }),
    };
  }
}
