import type { StateRun } from './timeline.ts';

/** The state that failed for good, as deep inside as it is told; null where none did. */
export function findFailedState(states: readonly StateRun[]): StateRun | null {
  const failed = states.findLast(({ status, branches }) => status === 'failed' || (status !== 'caught' && findFailedState(branches.flat()) !== null));
  return failed === undefined ? null : (findFailedState(failed.branches.flat()) ?? failed);
}

/** All states whose failure was caught, in the order in which they were entered. */
export function findCaughtStates(states: readonly StateRun[]): StateRun[] {
  return states.flatMap((state) => [...(state.status === 'caught' ? [state] : []), ...findCaughtStates(state.branches.flat())]);
}
