import type { StateRun, StateStatus } from '../executions/timeline.ts';
import type { Transition } from './state-graph.ts';

/** What an execution made of the states of its machine. */
export interface TakenPath {
  /** Every entry of a state, first to last; none where it was not entered. */
  runsOf: (state: string) => readonly StateRun[];
  /** The worst that became of a state; null where it was not entered. */
  statusOf: (state: string) => StateStatus | null;
  /** How often its task was tried at most in one entry. */
  attemptsOf: (state: string) => number;
  isTaken: (transition: Transition) => boolean;
}

/** Worst first: a state that runs for many items shows the item that went wrong. */
const SEVERITY: readonly StateStatus[] = ['failed', 'running', 'caught', 'unfinished', 'succeeded'];

export function takenPath(states: readonly StateRun[]): TakenPath {
  const runs = allRuns(states);
  const byName = Map.groupBy(runs, ({ name }) => name);
  const taken = new Set(runs.flatMap(({ name, next, status }) => (next === null ? [] : [keyOf({ from: name, to: next, kind: status === 'caught' ? 'catch' : 'flow' })])));
  const runsOf = (state: string): readonly StateRun[] => byName.get(state) ?? [];
  return {
    runsOf,
    statusOf: (state) => SEVERITY.find((status) => runsOf(state).some((run) => run.status === status)) ?? null,
    attemptsOf: (state) => Math.max(0, ...runsOf(state).map(({ attempts }) => attempts.length)),
    isTaken: (transition) => taken.has(keyOf(transition)),
  };
}

/** All entries of states, those inside of others too. */
export function allRuns(states: readonly StateRun[]): StateRun[] {
  return states.flatMap((state) => [state, ...allRuns(state.branches.flat())]);
}

function keyOf({ from, to, kind }: Transition): string {
  return `${from}\n${to}\n${kind}`;
}
