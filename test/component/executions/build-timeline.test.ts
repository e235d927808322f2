import { describe, expect, it } from '@jest/globals';
import { buildTimeline } from '../../../frontend/executions/build-timeline.ts';
import { findCaughtStates, findFailedState } from '../../../frontend/executions/find-failed-state.ts';
import type { StateRun } from '../../../frontend/executions/timeline.ts';
import { eventsOf, HISTORIES } from './histories.ts';

type Outline = string | readonly (string | readonly unknown[])[];

/** Names and statuses, with the branches of each state. */
function outline(states: readonly StateRun[]): Outline[] {
  return states.map(({ name, status, branches }) => (branches.length === 0 ? `${name}: ${status}` : [`${name}: ${status}`, ...branches.map(outline)]));
}

function find(states: readonly StateRun[], name: string): StateRun {
  const all = (runs: readonly StateRun[]): StateRun[] => runs.flatMap((run) => [run, ...all(run.branches.flat())]);
  const found = all(states).find((run) => run.name === name);
  if (found === undefined) throw new Error(`There is no state ${name}.`);
  return found;
}

describe('the timeline of a frame that was judged', () => {
  const timeline = buildTimeline(HISTORIES.clear);

  it('holds each state once, the branches inside of their state', () => {
    expect(outline(timeline.states)).toEqual([
      ['Analyse frame: succeeded', ['Detect labels: succeeded'], ['Identify face: succeeded'], ['Detect faces: succeeded'], ['Detect moderation: succeeded']],
      'Read chain head: succeeded',
      'Judge: succeeded',
      'Record verdict: succeeded',
    ]);
  });

  it('is complete, and nothing failed', () => {
    expect([timeline.complete, timeline.failure, findFailedState(timeline.states), findCaughtStates(timeline.states)]).toEqual([true, null, null, []]);
  });

  it('puts every event but those of the execution into one state', () => {
    const ids = (runs: readonly StateRun[]): number[] => runs.flatMap(({ events, branches }) => [...events.map(({ id }) => id), ...ids(branches.flat())]);
    expect(ids(timeline.states).sort((a, b) => a - b)).toEqual(HISTORIES.clear.map(({ id }) => id).slice(1, -1));
  });

  it('says when each state ran, within the execution and within its own', () => {
    const [analysis, ...rest] = timeline.states;
    const inner = analysis?.branches.flat() ?? [];
    expect(Math.max(...inner.map(({ endMs }) => endMs ?? Infinity))).toBeLessThanOrEqual(analysis?.endMs ?? 0);
    for (const { startMs } of rest) expect(startMs).toBeGreaterThanOrEqual(analysis?.endMs ?? Infinity);
    expect(rest.at(-1)?.endMs).toBeLessThanOrEqual(timeline.durationMs);
  });

  it('holds what went in, what came out, what was assigned, and what followed', () => {
    const head = find(timeline.states, 'Read chain head');
    expect([head.input, head.output, head.variables, head.next]).toEqual(['{}', '{"head":null}', { attempts: '1' }, 'Judge']);
    expect(Object.keys(find(timeline.states, 'Analyse frame').variables)).toEqual(['frame', 'observations', 'attempts']);
  });

  it('is the same when events come out of order and twice', () => {
    expect(buildTimeline([...HISTORIES.clear, ...HISTORIES.clear.slice(5, 20)].reverse())).toEqual(timeline);
  });
});

describe('the timeline of a branch that was throttled', () => {
  const { states, failure } = buildTimeline(HISTORIES.throttledBranch);
  const faces = find(states, 'Detect faces');

  it('shows that the failure was caught in its own branch, and the others went on', () => {
    expect(outline(states)[0]).toEqual(['Analyse frame: succeeded', ['Detect labels: succeeded'], ['Identify face: succeeded'], ['Detect faces: caught', 'Faces unknown: succeeded'], ['Detect moderation: succeeded']]);
    expect([failure, findFailedState(states), findCaughtStates(states)]).toEqual([null, null, [faces]]);
  });

  it('shows each attempt with its failure', () => {
    expect(faces.attempts.map(({ startMs, endMs, failure: cause }) => [startMs, endMs, cause?.error])).toEqual([
      [1, 587, 'ProvisionedThroughputExceededException'],
      [1092, 1098, 'ProvisionedThroughputExceededException'],
      [2075, 2080, 'ProvisionedThroughputExceededException'],
    ]);
    expect([faces.next, faces.failure?.error]).toEqual(['Faces unknown', 'ProvisionedThroughputExceededException']);
  });
});

describe('the timeline of an execution that failed', () => {
  it('ends at the state that nothing caught', () => {
    const { states, failure, complete } = buildTimeline(HISTORIES.failed);
    const head = find(states, 'Read chain head');
    expect([head.status, head.endMs, head.attempts.length, head.next]).toEqual(['failed', 2306, 3, null]);
    expect([findFailedState(states), failure?.error, complete]).toEqual([head, 'DynamoDb.InternalServerErrorException', true]);
  });

  it('names the error of its Fail state', () => {
    const { states } = buildTimeline(HISTORIES.refusedRegistration);
    expect(outline(states).at(-1)).toBe('Registration failed: failed');
    expect(findFailedState(states)?.failure?.error).toBe('PhotoRefused');
  });

  it('finds what failed inside of a Parallel state, and what that left unfinished', () => {
    const { states } = buildTimeline(
      eventsOf([0, 'ExecutionStarted'], [0, 'ParallelStateEntered', 'Both'], [2, 'ParallelStateStarted'], [3, 'TaskStateEntered', 'Left'], [3, 'TaskStateEntered', 'Right'], [4, 'TaskScheduled'], [6, 'TaskFailed'], [7, 'ParallelStateFailed'], [8, 'ExecutionFailed']),
    );
    expect(outline(states)).toEqual([['Both: failed', ['Left: failed'], ['Right: unfinished']]]);
    expect(findFailedState(states)?.name).toBe('Left');
  });

  it('takes a failure that a Parallel state caught for none of the execution', () => {
    const { states } = buildTimeline(
      eventsOf([0, 'ExecutionStarted'], [0, 'ParallelStateEntered', 'Both'], [2, 'ParallelStateStarted'], [3, 'TaskStateEntered', 'Left'], [4, 'TaskFailed'], [5, 'ParallelStateFailed'], [6, 'ParallelStateExited', 'Both'], [7, 'PassStateEntered', 'After'], [8, 'PassStateExited', 'After'], [9, 'ExecutionSucceeded']),
    );
    expect(outline(states)).toEqual([['Both: caught', ['Left: failed']], 'After: succeeded']);
    expect(findFailedState(states)).toBeNull();
  });
});

describe('a history that has not arrived whole', () => {
  it.each([
    ['without its end', HISTORIES.clear.slice(0, -1)],
    ['with a hole', HISTORIES.clear.filter(({ id }) => id !== 20)],
    ['of an execution that has not begun', []],
  ])('is not complete: %s', (_, events) => {
    expect(buildTimeline(events).complete).toBe(false);
  });

  it('shows what is still running, its failed attempt no failure yet', () => {
    const { states } = buildTimeline(HISTORIES.throttledBranch.slice(0, 22));
    expect(outline(states)).toEqual([['Analyse frame: running', ['Detect labels: succeeded'], ['Identify face: succeeded'], ['Detect faces: running'], ['Detect moderation: succeeded']]]);
  });

  it('loses no state that has arrived, whichever event is missing', () => {
    const entered = HISTORIES.throttledBranch.filter(({ type }) => type.endsWith('StateEntered')).length;
    for (const { id, type } of HISTORIES.throttledBranch) {
      const { states } = buildTimeline(HISTORIES.throttledBranch.filter((event) => event.id !== id));
      const count = (runs: readonly StateRun[]): number => runs.reduce((sum, { branches }) => sum + 1 + count(branches.flat()), 0);
      expect(count(states)).toBe(type.endsWith('StateEntered') ? entered - 1 : entered);
    }
  });

  it('tells a state that is entered again as another one', () => {
    const { states } = buildTimeline(eventsOf([0, 'ExecutionStarted'], [0, 'PassStateEntered', 'Again'], [2, 'PassStateExited', 'Again'], [3, 'PassStateEntered', 'Again'], [4, 'PassStateExited', 'Again']));
    expect(states.map(({ id, name }) => [id, name])).toEqual([[2, 'Again'], [4, 'Again']]);
  });
});
