import type { RowItem, Rows, Segment } from './rows.ts';

/** Enough for any machine that fits on a page. */
const SWEEPS = 12;

/** Orders the items of every row so that few transitions cross: each between its neighbours, downwards and upwards in turn (Sugiyama's barycentres). The best order wins. */
export function orderRows({ rows, segments }: Pick<Rows, 'rows' | 'segments'>): RowItem[][] {
  const above = Map.groupBy(segments, ({ to }) => to);
  const below = Map.groupBy(segments, ({ from }) => from);
  let current = rows;
  let best = { rows, crossings: countCrossings(rows, segments) };
  for (let sweep = 0; sweep < SWEEPS && best.crossings > 0; sweep += 1) {
    current = sweep % 2 === 0 ? sweepOver(current, (id) => (above.get(id) ?? []).map(({ from }) => from)) : sweepOver(current.toReversed(), (id) => (below.get(id) ?? []).map(({ to }) => to)).reverse();
    const crossings = countCrossings(current, segments);
    if (crossings < best.crossings) best = { rows: current, crossings };
  }
  return best.rows;
}

/** Rows in the order in which they are gone through; an item without neighbours in the row before stays where it is. */
function sweepOver(rows: readonly RowItem[][], neighboursOf: (id: string) => string[]): RowItem[][] {
  let placeOf = new Map<string, number>();
  return rows.map((row) => {
    const centreOf = (item: RowItem, index: number): number => {
      const places = neighboursOf(item.id).flatMap((id) => placeOf.get(id) ?? []);
      return places.length === 0 ? index : places.reduce((sum, place) => sum + place, 0) / places.length;
    };
    const ordered = row.map((item, index) => ({ item, centre: centreOf(item, index) })).sort((a, b) => a.centre - b.centre).map(({ item }) => item);
    placeOf = new Map(ordered.map(({ id }, index) => [id, index]));
    return ordered;
  });
}

/** How many pairs of segments cross. */
export function countCrossings(rows: readonly RowItem[][], segments: readonly Segment[]): number {
  const placeOf = new Map(rows.flatMap((row, layer) => row.map(({ id }, index) => [id, { layer, index }] as const)));
  const ends = segments.flatMap(({ from, to }) => {
    const [upper, lower] = [placeOf.get(from), placeOf.get(to)];
    return upper === undefined || lower === undefined ? [] : [{ layer: upper.layer, upper: upper.index, lower: lower.index }];
  });
  return ends.reduce((sum, a, index) => sum + ends.slice(index + 1).filter((b) => a.layer === b.layer && (a.upper - b.upper) * (a.lower - b.lower) < 0).length, 0);
}
