import type { Clock } from '../clock.ts';
import type { History } from '../history/history.ts';
import type { Integrations } from '../integrations/integration.ts';
import type { JsonObject } from '../json.ts';
import type { Expressions } from '../jsonata/expressions.ts';

/** What all states of one execution share. */
export interface ExecutionScope {
  readonly history: History;
  readonly clock: Clock;
  readonly expressions: Expressions;
  readonly integrations: Integrations;
  /** The members of `$states.context` that stay the same: Execution and StateMachine. */
  readonly context: Readonly<JsonObject>;
  /** Gives way to the rest of the process from time to time: states that wait for nothing would otherwise never let go. */
  readonly breathe: () => Promise<void>;
  /** Told of errors that are defects of ours; they end the execution with States.Runtime. */
  readonly onDefect: (error: unknown) => void;
}
