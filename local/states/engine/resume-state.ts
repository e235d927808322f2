import type { State } from '../definition/state-schema.ts';
import type { StatesError } from '../errors/states-error.ts';
import { TaskFailedError } from '../errors/task-failed-error.ts';
import { TimeoutError } from '../errors/timeout-error.ts';
import { taskEvents } from '../integrations/task-events.ts';
import { runByType } from '../state-types/run-by-type.ts';
import type { Outcome } from './outcome.ts';
import { plainOutcome } from './outcome.ts';
import type { Progress } from './resume-point.ts';
import type { StateRun } from './state-run.ts';

const INTERRUPTED = 'The process that ran this state ended before the state did.';

/**
 * Goes on with a state that an earlier process has entered. What was under way then has failed with `States.TaskFailed`: nobody knows whether it
 * happened, so that the state's own Retry and Catch decide.
 *
 * @throws StatesError
 */
export function resumeState(state: State, run: StateRun, progress: Progress): Promise<Outcome> {
  switch (progress.kind) {
    case 'entered':
      return runByType(state, run);
    case 'succeeded':
      return Promise.resolve(plainOutcome(state as Parameters<typeof plainOutcome>[0], progress.result, { result: progress.result }));
    case 'failed':
      throw progress.error === 'States.Timeout' ? new TimeoutError() : new TaskFailedError(progress.error, progress.causeText);
    case 'interrupted':
      return runInterrupted(state, run);
  }
}

function runInterrupted(state: State, run: StateRun): Promise<Outcome> {
  // An evaluation that failed, or a wait, is no harm to repeat.
  if (state.Type !== 'Task' && state.Type !== 'Parallel' && state.Type !== 'Map') return runByType(state, run);
  const error: StatesError = new TaskFailedError('States.TaskFailed', INTERRUPTED);
  if (state.Type === 'Task') taskEvents(run.frame, state.Resource).failed(error);
  throw error;
}
