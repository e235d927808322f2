import type { FailState } from '../definition/state-schema.ts';
import type { Outcome } from '../engine/outcome.ts';
import type { StateRun } from '../engine/state-run.ts';
import { FailStateError } from '../errors/fail-state-error.ts';

/** @throws FailStateError always */
export async function runFail(state: FailState, run: StateRun): Promise<Outcome> {
  const error = state.Error === undefined ? null : await run.evaluateAs<string>(state.Error, 'Error', 'string');
  const cause = state.Cause === undefined ? null : await run.evaluateAs<string>(state.Cause, 'Cause', 'string');
  throw new FailStateError(error, cause);
}
