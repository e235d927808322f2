import { placeInOrder } from './place-in-order.ts';
import type { RowItem, Segment } from './rows.ts';

const GAP_PX = 20;
const SWEEPS = 16;

/** Where the middle of every item is, in px from the left edge: near those that it is joined with, in the rows' order, nothing over anything. */
export function placeRows(rows: readonly RowItem[][], segments: readonly Segment[]): Map<string, number> {
  const centreOf = new Map<string, number>();
  for (const row of rows) setAll(centreOf, row, placeInOrder(row.map((item) => ({ wantedPx: 0, weight: 1, ...sizeOf(item) }))));
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const isLast = sweep >= SWEEPS - 2;
    const down = sweep % 2 === 0;
    for (const row of down ? rows : rows.toReversed()) {
      // At the end everything is heard; before that, only the side from which the sweep comes.
      const wishes = row.map((item) => wishOf(item, segments.filter(({ from, to }) => (to === item.id && (down || isLast)) || (from === item.id && (!down || isLast))), centreOf));
      setAll(centreOf, row, placeInOrder(row.map((item, index) => ({ ...(wishes[index] ?? { wantedPx: 0, weight: 1 }), ...sizeOf(item) }))));
    }
  }
  const leftPx = Math.min(...rows.flat().map(({ id, widthPx }) => (centreOf.get(id) ?? 0) - widthPx / 2));
  return new Map([...centreOf].map(([id, centre]) => [id, Math.round(centre - leftPx)]));
}

/** The weighted mean of an item's neighbours; without any, where it is. */
function wishOf({ id }: RowItem, joined: readonly Segment[], centreOf: ReadonlyMap<string, number>): { wantedPx: number; weight: number } {
  const weight = joined.reduce((sum, segment) => sum + segment.weight, 0);
  if (weight === 0) return { wantedPx: centreOf.get(id) ?? 0, weight: 0.1 };
  return { wantedPx: joined.reduce((sum, { from, to, weight: each }) => sum + each * (centreOf.get(from === id ? to : from) ?? 0), 0) / weight, weight };
}

function sizeOf({ widthPx }: RowItem): { sizePx: number; gapPx: number } {
  return { sizePx: widthPx, gapPx: GAP_PX };
}

function setAll(centreOf: Map<string, number>, row: readonly RowItem[], centres: readonly number[]): void {
  for (const [index, { id }] of row.entries()) centreOf.set(id, centres[index] ?? 0);
}
