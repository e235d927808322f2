import type { Transition } from '../state-graph.ts';
import type { Layers } from './assign-layers.ts';

/** What takes a place in a row: a state, or a lane by which transitions pass the row on their way further down. */
export interface RowItem {
  id: string;
  /** Null for a lane. */
  state: string | null;
  widthPx: number;
}

/** A piece of a transition: between items of two rows, one above the other. */
export interface Segment {
  from: string;
  to: string;
  /** How much it wants to be straight. */
  weight: number;
}

export interface Rows {
  /** From the top, each in no particular order. */
  rows: RowItem[][];
  segments: Segment[];
  /** The items that a transition passes, both ends among them. */
  wayOf: ReadonlyMap<Transition, readonly string[]>;
}

const LANE_WIDTH_PX = 12;
const WEIGHTS = { flow: 6, catch: 1 };
/** From lane to lane: a bend in between would lead nowhere. */
const LANE_WEIGHT = 24;

/** Puts states into their rows, and lanes between those that do not follow each other at once. What leads to one state in one way shares its lanes, as the wires of a loom do. */
export function buildRows(transitions: readonly Transition[], { layerOf, backward }: Layers, widthOf: (state: string) => number): Rows {
  const rows: RowItem[][] = Array.from({ length: Math.max(...layerOf.values()) + 1 }, () => []);
  for (const [state, layer] of layerOf) rows[layer]?.push({ id: state, state, widthPx: widthOf(state) });
  const segments = new Map<string, Segment>();
  const wayOf = new Map<Transition, string[]>();
  for (const transition of transitions) {
    if (backward.has(transition)) continue;
    const { from, to, kind } = transition;
    const way = [from];
    for (let layer = (layerOf.get(from) ?? 0) + 1; layer < (layerOf.get(to) ?? 0); layer += 1) {
      const id = `${kind}:${to}:${String(layer)}`;
      const row = rows[layer];
      if (row !== undefined && !row.some((item) => item.id === id)) row.push({ id, state: null, widthPx: LANE_WIDTH_PX });
      way.push(id);
    }
    way.push(to);
    wayOf.set(transition, way);
    for (const [index, id] of way.slice(1).entries()) addSegment(segments, way[index] ?? from, id, index > 0 && id !== to ? LANE_WEIGHT : WEIGHTS[kind]);
  }
  return { rows, segments: [...segments.values()], wayOf };
}

function addSegment(segments: Map<string, Segment>, from: string, to: string, weight: number): void {
  const key = `${from}\n${to}`;
  segments.set(key, { from, to, weight: Math.max(weight, segments.get(key)?.weight ?? 0) });
}
