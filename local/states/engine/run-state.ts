import type { Catcher, Retrier, State } from '../definition/state-schema.ts';
import { RuntimeError } from '../errors/runtime-error.ts';
import type { StatesError } from '../errors/states-error.ts';
import { NOT_TRUNCATED } from '../history/history-event.ts';
import type { Json } from '../json.ts';
import { runByType } from '../state-types/run-by-type.ts';
import { catchError } from './catch-error.ts';
import type { Frame } from './frame.ts';
import type { Transition } from './leave-state.ts';
import { leaveState } from './leave-state.ts';
import { reportError } from './report-error.ts';
import type { StateUnderWay } from './resume-point.ts';
import { resumeState } from './resume-state.ts';
import { RetryPolicy } from './retry-policy.ts';
import type { Visit } from './state-run.ts';
import { StateRun } from './state-run.ts';

/**
 * Carries one state out, with its Retry and Catch.
 *
 * @param underWay how far an earlier process had come in it
 * @throws StatesError when the state fails for good; the reason of the frame's signal once it is cut
 */
export async function runState(frame: Frame, name: string, state: State, input: Json, underWay: StateUnderWay | null = null): Promise<Transition> {
  const visit = underWay ? reenterState(frame, underWay, state, input) : enterState(frame, name, state, input);
  const retryPolicy = new RetryPolicy({ retriers: retriersOf(state), random: () => frame.scope.clock.random() });
  for (let retryCount = 0; ; retryCount += 1) {
    const run = new StateRun(visit, retryCount);
    try {
      const transition = await leaveState(run, underWay && retryCount === 0 ? await resumeState(state, run, underWay.progress) : await runByType(state, run));
      frame.stateType = null;
      return transition;
    } catch (thrown) {
      const error = reportError(run, frame, thrown);
      const retry = retryPolicy.next(error);
      if (!retry) return await giveUp(run, state, error);
      await frame.scope.clock.sleep(retry.delayMs, frame.signal);
    }
  }
}

/** Records that a state is entered. */
export function enterState(frame: Frame, name: string, state: State, input: Json): Visit {
  const previousEventId = frame.previousEventId;
  const enteredMs = frame.scope.clock.now();
  const enteredEventId = frame.record(`${state.Type}StateEntered`, { name, input: JSON.stringify(input), inputDetails: NOT_TRUNCATED });
  frame.stateType = state.Type;
  const language = state.QueryLanguage ?? frame.scope.language;
  return { name, type: state.Type, language, input, frame, enteredMs, enteredEventId, previousEventId };
}

/** The state that an earlier process has entered. */
function reenterState(frame: Frame, { name, enteredMs, enteredEventId, previousEventId }: StateUnderWay, state: State, input: Json): Visit {
  frame.stateType = state.Type;
  return { name, type: state.Type, language: state.QueryLanguage ?? frame.scope.language, input, frame, enteredMs, enteredEventId, previousEventId };
}

export function retriersOf(state: State): readonly Retrier[] {
  return 'Retry' in state ? (state.Retry ?? []) : [];
}

export function catchersOf(state: State): readonly Catcher[] {
  return 'Catch' in state ? (state.Catch ?? []) : [];
}

/** Leaves the state by a catcher, or fails it. */
async function giveUp(run: StateRun, state: State, error: StatesError): Promise<Transition> {
  const { frame } = run;
  // States.Runtime ends the execution where it happens: the states around it record nothing.
  const recorded = !(error instanceof RuntimeError);
  if (recorded && (state.Type === 'Parallel' || state.Type === 'Map') && !run.branchesSucceeded) frame.record(`${state.Type}StateFailed`);
  const caught = catchError(catchersOf(state), error);
  frame.stateType = null;
  if (caught) {
    try {
      return await leaveState(run, caught.outcome);
    } catch (thrown) {
      throw reportError(run, frame, thrown);
    }
  }
  if (recorded && state.Type === 'Task' && frame.isBranch) frame.recordAside('TaskStateAborted');
  throw error;
}
