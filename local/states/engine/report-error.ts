import { LocatedError } from '../errors/located-error.ts';
import { QueryEvaluationError } from '../errors/query-evaluation-error.ts';
import { RuntimeError } from '../errors/runtime-error.ts';
import { StatesError } from '../errors/states-error.ts';
import type { Frame } from './frame.ts';
import type { StateRun } from './state-run.ts';

/**
 * What was thrown in a state as an error of the states language, its cause naming the state. An expression that failed in this very state
 * is recorded in the frame, once.
 *
 * @throws the reason of the frame's signal once it is cut, for then nothing else counts
 */
export function reportError(run: StateRun, frame: Frame, thrown: unknown): StatesError {
  frame.signal.throwIfAborted();
  const error = thrown instanceof StatesError ? thrown : defect(frame, thrown);
  if (!(error instanceof LocatedError) || error.stateName !== null) return error;
  const located = error.within(run.visit.name, run.visit.enteredEventId);
  if (located instanceof QueryEvaluationError) {
    frame.record('EvaluationFailed', {
      error: located.errorName,
      cause: located.causeText,
      ...(located.location !== null && { location: located.location }),
      state: run.visit.name,
    });
  }
  return located;
}

function defect(frame: Frame, thrown: unknown): RuntimeError {
  frame.scope.onDefect(thrown);
  return new RuntimeError('An internal error occurred.', { cause: thrown });
}
