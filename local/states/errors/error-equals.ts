import { RuntimeError } from './runtime-error.ts';
import type { StatesError } from './states-error.ts';
import { HeartbeatTimeoutError } from './timeout-error.ts';

/** Names that the wildcard `States.TaskFailed` leaves out. */
const NO_TASK_FAILURES: ReadonlySet<string | null> = new Set(['States.Timeout', 'States.DataLimitExceeded']);

/**
 * Whether a retrier or catcher with these names takes the error. `States.Runtime` is taken by none; `States.TaskFailed` stands for nearly every
 * error, on Parallel and Map states too.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function errorEquals(names: readonly string[], error: StatesError): boolean {
  if (error instanceof RuntimeError) return false;
  return names.some(
    (name) =>
      name === error.errorName ||
      name === 'States.ALL' ||
      (name === 'States.HeartbeatTimeout' && error instanceof HeartbeatTimeoutError) ||
      (name === 'States.TaskFailed' && !NO_TASK_FAILURES.has(error.errorName)),
  );
}
