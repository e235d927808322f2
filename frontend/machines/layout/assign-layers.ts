import type { StateGraph, Transition } from '../state-graph.ts';

export interface Layers {
  /** Of every state, from 0 for the start: below all states that lead to it. */
  layerOf: ReadonlyMap<string, number>;
  /** Those that lead back to a state that they come from. A state that leads to itself is one. */
  backward: ReadonlySet<Transition>;
}

/** The rows in which a graph's states stand, so that all but what leads back goes down. */
export function assignLayers({ start, states, transitions }: StateGraph): Layers {
  const from = Map.groupBy(transitions, (transition) => transition.from);
  const backward = findBackward(start, from);
  const layerOf = new Map(states.map(({ name }) => [name, 0]));
  // Each pass settles at least one layer more.
  for (let isSettled = false; !isSettled; ) {
    isSettled = true;
    for (const transition of transitions) {
      if (backward.has(transition)) continue;
      const least = (layerOf.get(transition.from) ?? 0) + 1;
      if (least <= (layerOf.get(transition.to) ?? 0)) continue;
      layerOf.set(transition.to, least);
      isSettled = false;
    }
  }
  return { layerOf, backward };
}

function findBackward(start: string, from: ReadonlyMap<string, readonly Transition[]>): Set<Transition> {
  const backward = new Set<Transition>();
  const done = new Set<string>();
  const way = new Set<string>();
  const follow = (name: string): void => {
    way.add(name);
    for (const transition of from.get(name) ?? []) {
      if (way.has(transition.to)) backward.add(transition);
      else if (!done.has(transition.to)) follow(transition.to);
    }
    way.delete(name);
    done.add(name);
  };
  follow(start);
  return backward;
}
