import type { Clock } from '../clock.ts';
import type { QueryLanguage } from '../definition/state-schema.ts';
import type { History } from '../history/history.ts';
import type { Integrations } from '../integrations/integration.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Expressions } from '../jsonata/expressions.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Inspection } from './inspection.ts';
import type { TaskTokens } from './task-tokens.ts';

/** What all states of one execution share. */
export interface ExecutionScope {
  readonly history: History;
  readonly clock: Clock;
  readonly expressions: Expressions;
  readonly sandbox: Sandbox;
  readonly integrations: Integrations;
  readonly tokens: TaskTokens;
  /** Of states that name none. */
  readonly language: QueryLanguage;
  /** The members of `$states.context` that stay the same: Execution and StateMachine. */
  readonly context: Readonly<JsonObject>;
  /** Gives way to the rest of the process from time to time: states that wait for nothing would otherwise never let go. */
  readonly breathe: () => Promise<void>;
  /** What a task, or the branches of a Parallel or Map state, do instead of running: a test's own. Null in an execution. */
  readonly mock: (() => Promise<Json>) | null;
  /** Told what the states make of their data; null where nobody looks. */
  readonly onInspected: ((data: Inspection) => void) | null;
  /** Told of errors that are defects of ours; they end the execution with States.Runtime. */
  readonly onDefect: (error: unknown) => void;
}
