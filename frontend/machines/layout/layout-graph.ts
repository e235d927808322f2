import type { GraphState, StateGraph, Transition } from '../state-graph.ts';
import { assignLayers } from './assign-layers.ts';
import { orderRows } from './order-rows.ts';
import { placeRows } from './place-rows.ts';
import { pathBack, pathDown, type DrawnPath, type PassedBox } from './paths.ts';
import { buildRows, type RowItem } from './rows.ts';
import { sizeOfState } from './state-size.ts';

/** A state with its place, in px from the upper left corner of the whole drawing. */
export interface PlacedState {
  state: GraphState;
  x: number;
  y: number;
  widthPx: number;
  heightPx: number;
  /** How many states it is inside of. */
  depth: number;
}

export interface PlacedTransition extends DrawnPath {
  transition: Transition;
}

export interface GraphLayout {
  widthPx: number;
  heightPx: number;
  /** Those that others are inside of come before them. */
  states: PlacedState[];
  transitions: PlacedTransition[];
}

/** Kept free between two rows, for what goes from one to the next. */
const ROW_GAP_PX = 36;
/** Around and between the regions inside of a state, and above them for its name. */
const INSIDE = { titlePx: 38, paddingPx: 10, gapPx: 12 };
/** Between the states and what leads back along them. */
const BACK_GAP_PX = 18;
/** Half of a line, which must not be cut off. */
const LINE_PX = 2;
/** How far from the middle of a state what is caught leaves and arrives. */
const CATCH_BESIDE_PX = 12;

/** Where everything in a graph is drawn: in rows from the start down, as many transitions as possible straight, what is inside of a state within its frame. */
export function layoutGraph(graph: StateGraph, depth = 0): GraphLayout {
  const inside = new Map(graph.states.map((state) => [state.name, layoutInside(state, depth)]));
  const layers = assignLayers(graph);
  const { rows, segments, wayOf } = buildRows(graph.transitions, layers, (name) => inside.get(name)?.widthPx ?? 0);
  const ordered = orderRows({ rows, segments });
  const boxes = boxesOf(ordered, placeRows(ordered, segments), (name) => inside.get(name)?.heightPx ?? 0);
  const boxOf = (id: string): PassedBox => boxes.get(id) ?? { x: 0, y: 0, widthPx: 0, heightPx: 0, rowEnd: 0 };

  const back = drawBack(layers.backward, ordered, boxes);
  const own: PlacedTransition[] = [...[...wayOf].map(([transition, way]) => ({ transition, ...pathDown(way.map(boxOf), transition.kind === 'catch' ? CATCH_BESIDE_PX : 0) })), ...back.transitions];
  const states = graph.states.map((state) => ({ state, depth, ...placeOf(boxOf(state.name)) }));
  const within = states.flatMap(({ state, x, y }) => moveBy(inside.get(state.name), x, y));
  const whole = {
    widthPx: back.rightPx,
    heightPx: Math.max(...[...boxes.values()].map(({ rowEnd }) => rowEnd)),
    states: [...states, ...within.flatMap((each) => each.states)],
    transitions: [...own, ...within.flatMap((each) => each.transitions)],
  };
  const [moved = whole] = moveBy(whole, -back.leftPx, 0);
  return { ...moved, widthPx: back.rightPx - back.leftPx };
}

/** The rows' items where they stand. */
function boxesOf(rows: readonly RowItem[][], centreOf: ReadonlyMap<string, number>, heightOf: (state: string) => number): Map<string, PassedBox> {
  const boxes = new Map<string, PassedBox>();
  let y = 0;
  for (const row of rows) {
    const rowHeightPx = Math.max(0, ...row.map(({ state }) => (state === null ? 0 : heightOf(state))));
    for (const { id, state, widthPx } of row) {
      boxes.set(id, { x: (centreOf.get(id) ?? 0) - widthPx / 2, y, widthPx, heightPx: state === null ? rowHeightPx : heightOf(state), rowEnd: y + rowHeightPx });
    }
    y += rowHeightPx + ROW_GAP_PX;
  }
  return boxes;
}

/** What leads back goes beside all the rest, on the side where fewer states stand in its way. */
function drawBack(backward: ReadonlySet<Transition>, rows: readonly RowItem[][], boxes: ReadonlyMap<string, PassedBox>): { transitions: PlacedTransition[]; leftPx: number; rightPx: number } {
  let leftPx = 0;
  let rightPx = Math.max(...[...boxes.values()].map(({ x, widthPx }) => x + widthPx));
  const transitions: PlacedTransition[] = [];
  for (const transition of backward) {
    const [from, to] = [boxes.get(transition.from), boxes.get(transition.to)];
    if (from === undefined || to === undefined) continue;
    const besides = [transition.from, transition.to].map((name) => {
      const row = (rows.find((items) => items.some(({ id }) => id === name)) ?? []).filter(({ state }) => state !== null);
      const index = row.findIndex(({ id }) => id === name);
      return { left: index, right: row.length - 1 - index };
    });
    const isLeft = besides.reduce((sum, { left, right }) => sum + left - right, 0) < 0;
    if (isLeft) leftPx -= BACK_GAP_PX;
    else rightPx += BACK_GAP_PX;
    transitions.push({ transition, ...pathBack(from, to, isLeft ? leftPx : rightPx) });
  }
  return { transitions, leftPx: leftPx < 0 ? leftPx - LINE_PX : 0, rightPx: rightPx + LINE_PX };
}

function placeOf({ x, y, widthPx, heightPx }: PassedBox): Pick<PlacedState, 'x' | 'y' | 'widthPx' | 'heightPx'> {
  return { x, y, widthPx, heightPx };
}

/** A drawing somewhere else; none for a state that nothing is inside of. */
function moveBy(layout: GraphLayout | undefined, x: number, y: number): GraphLayout[] {
  if (layout === undefined || layout.states.length === 0) return [];
  const move = <Placed extends { x: number; y: number }>(each: Placed): Placed => ({ ...each, x: each.x + x, y: each.y + y });
  return [{ ...layout, states: layout.states.map(move), transitions: layout.transitions.map(move) }];
}

/** A state's own size, and what is inside of it relative to its corner: its regions side by side. */
function layoutInside(state: GraphState, depth: number): GraphLayout {
  const own = sizeOfState(state.name);
  if (state.regions.length === 0) return { ...own, states: [], transitions: [] };
  const { titlePx, paddingPx, gapPx } = INSIDE;
  const regions = state.regions.map((region) => layoutGraph(region, depth + 1));
  let rightPx = paddingPx - gapPx;
  const placed = regions.flatMap((region) => {
    const x = rightPx + gapPx;
    rightPx = x + region.widthPx;
    return moveBy(region, x, titlePx);
  });
  return {
    widthPx: Math.max(own.widthPx, rightPx + paddingPx),
    heightPx: titlePx + Math.max(...regions.map(({ heightPx }) => heightPx)) + paddingPx,
    states: placed.flatMap(({ states }) => states),
    transitions: placed.flatMap(({ transitions }) => transitions),
  };
}
