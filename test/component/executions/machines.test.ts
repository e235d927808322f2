import { describe, expect, it } from '@jest/globals';
import { MACHINES } from '../../../frontend/api/executions.ts';
import { buildTimeline } from '../../../frontend/executions/build-timeline.ts';
import { DEFINED_MACHINES, definitionOf } from '../../../frontend/machines/definitions.ts';
import { countCrossings } from '../../../frontend/machines/layout/order-rows.ts';
import { layoutGraph, type PlacedState } from '../../../frontend/machines/layout/layout-graph.ts';
import { placeInOrder } from '../../../frontend/machines/layout/place-in-order.ts';
import { nearestIn } from '../../../frontend/machines/nearest-state.ts';
import { allStates, toGraph, type StateGraph, type Transition } from '../../../frontend/machines/state-graph.ts';
import type { StateDefinition, StateMachineDefinition } from '../../../frontend/machines/state-machine.ts';
import { takenPath } from '../../../frontend/machines/taken-path.ts';
import { MACHINES as RECORDED_MACHINES } from '../../../functions/shared/ports/executions.ts';
import { HISTORIES } from './histories.ts';

function graphOf(machine: string): StateGraph {
  const definition = definitionOf(machine);
  if (definition === null) throw new Error(`There is no machine ${machine}.`);
  return toGraph(definition);
}

function statesOf({ States: states }: StateMachineDefinition): [string, StateDefinition][] {
  return Object.entries(states).flatMap(([name, state]) => [[name, state] as [string, StateDefinition], ...[...(state.Branches ?? []), ...(state.ItemProcessor === undefined ? [] : [state.ItemProcessor])].flatMap(statesOf)]);
}

function transitionsOf({ transitions, states }: StateGraph): Transition[] {
  return [...transitions, ...states.flatMap(({ regions }) => regions.flatMap(transitionsOf))];
}

function overlap(a: PlacedState, b: PlacedState): boolean {
  return a.x < b.x + b.widthPx && b.x < a.x + a.widthPx && a.y < b.y + b.heightPx && b.y < a.y + a.heightPx;
}

describe('the machines', () => {
  it('whose executions are on record are all known to the app, and drawn', () => {
    expect(MACHINES).toEqual(RECORDED_MACHINES);
    expect(DEFINED_MACHINES).toEqual(expect.arrayContaining([...MACHINES]));
    expect(definitionOf('another')).toBeNull();
  });
});

describe.each(DEFINED_MACHINES)('the graph of %s', (machine) => {
  const graph = graphOf(machine);
  const layout = layoutGraph(graph);
  const placeOf = (name: string): PlacedState => layout.states.find(({ state }) => state.name === name) ?? (() => { throw new Error(`${name} is nowhere.`); })();

  it('has every state of the definition, and every way between two of them', () => {
    const definition = definitionOf(machine);
    if (definition === null) throw new Error('There is none.');
    const states = statesOf(definition);
    expect(allStates(graph).map(({ name }) => name).sort()).toEqual(states.map(([name]) => name).sort());
    const ways = states.flatMap(([from, state]) => [
      ...[state.Next, state.Default, ...(state.Choices ?? []).map(({ Next }) => Next)].filter((to) => to !== undefined).map((to) => `${from} ${to} flow`),
      ...(state.Catch ?? []).map(({ Next }) => `${from} ${Next} catch`),
    ]);
    expect(transitionsOf(graph).map(({ from, to, kind }) => `${from} ${to} ${kind}`).sort()).toEqual([...new Set(ways)].sort());
    expect(layout.transitions).toHaveLength(new Set(ways).size);
  });

  it('lays no state over another, and what is inside of one into its frame', () => {
    for (const [index, a] of layout.states.entries()) {
      expect([a.x, a.y, a.x + a.widthPx <= layout.widthPx, a.y + a.heightPx <= layout.heightPx]).toEqual([expect.any(Number), expect.any(Number), true, true]);
      expect(Math.min(a.x, a.y)).toBeGreaterThanOrEqual(0);
      for (const b of layout.states.slice(index + 1)) {
        const isInside = allStates({ start: '', states: [a.state], transitions: [] }).some(({ name }) => name === b.state.name);
        if (isInside) expect([b.x > a.x, b.y > a.y, b.x + b.widthPx < a.x + a.widthPx, b.y + b.heightPx < a.y + a.heightPx]).toEqual([true, true, true, true]);
        else expect([a.state.name, b.state.name, overlap(a, b)]).toEqual([a.state.name, b.state.name, false]);
      }
    }
  });

  it('goes down, but for what leads back', () => {
    const up = layout.transitions.filter(({ transition: { from, to } }) => placeOf(to).y <= placeOf(from).y).map(({ transition: { from, to } }) => `${from} → ${to}`);
    const BACK: Record<string, string[]> = {
      'verify-frame': ['Whose verdict is recorded? → Read chain head'],
      'register-face': ['Is it kept? → Take external id', 'Let its holder decide → Look at external id', 'Let the younger decide → Confirm unique', 'May it be taken? → Take external id'],
      'register-bulk': ['Is it worth another round? → Read archive', 'Record row → Prepare row'],
      'erase-person': ['Is there more? → Erase a part'],
      'hold-session': ['Is there more? → Apply to a part', 'Wait for frames on their way → Apply to a part'],
    };
    expect(up.sort()).toEqual(BACK[machine]);
  });
});

describe('the layout', () => {
  it('keeps items in their order and apart, each as near to its wish as the others let it', () => {
    const item = (wantedPx: number, weight = 1) => ({ wantedPx, weight, sizePx: 10, gapPx: 5 });
    expect(placeInOrder([item(0), item(100)])).toEqual([0, 100]);
    expect(placeInOrder([item(0), item(0)])).toEqual([-7.5, 7.5]);
    expect(placeInOrder([item(0, 3), item(0)])).toEqual([-3.75, 11.25]);
    expect(placeInOrder([item(50), item(0), item(200)])).toEqual([17.5, 32.5, 200]);
  });

  it('counts what crosses', () => {
    const item = (id: string) => ({ id, state: id, widthPx: 10 });
    const rows = [[item('a'), item('b')], [item('c'), item('d')]];
    expect(countCrossings(rows, [{ from: 'a', to: 'd', weight: 1 }, { from: 'b', to: 'c', weight: 1 }])).toBe(1);
    expect(countCrossings(rows, [{ from: 'a', to: 'c', weight: 1 }, { from: 'b', to: 'd', weight: 1 }])).toBe(0);
  });

  it('finds the state in the direction of an arrow key', () => {
    const { states } = layoutGraph(graphOf('verify-frame'));
    const places = states.map(({ state, ...place }) => ({ ...place, name: state.name, heightPx: state.regions.length > 0 ? 0 : place.heightPx }));
    const from = (name: string) => places.find((place) => place.name === name) ?? (() => { throw new Error('No such state.'); })();
    expect(nearestIn('right', from('Detect labels'), places)?.name).toBe('Identify face');
    expect(nearestIn('down', from('Detect faces'), places)?.name).toBe('Faces unknown');
    expect(nearestIn('down', from('Judge'), places)?.name).toBe('Record verdict');
    expect(nearestIn('up', from('Read chain head'), places)?.name).toMatch(/unknown$/);
    expect(nearestIn('up', from('Analyse frame'), places)).toBeNull();
  });
});

describe('the way that was taken', () => {
  it('of a failure that was caught goes on beside the usual one', () => {
    const path = takenPath(buildTimeline(HISTORIES.throttledBranch).states);
    expect([path.statusOf('Detect faces'), path.attemptsOf('Detect faces'), path.statusOf('Faces unknown'), path.statusOf('Labels unknown')]).toEqual(['caught', 3, 'succeeded', null]);
    expect(path.isTaken({ from: 'Detect faces', to: 'Faces unknown', kind: 'catch' })).toBe(true);
    expect(path.isTaken({ from: 'Detect labels', to: 'Labels unknown', kind: 'catch' })).toBe(false);
    expect(path.isTaken({ from: 'Judge', to: 'Record verdict', kind: 'flow' })).toBe(true);
  });

  it('ends where an execution failed', () => {
    const path = takenPath(buildTimeline(HISTORIES.failed).states);
    expect([path.statusOf('Read chain head'), path.statusOf('Judge')]).toEqual(['failed', null]);
    expect(path.isTaken({ from: 'Read chain head', to: 'Has the session ended?', kind: 'flow' })).toBe(false);
  });
});
