export interface OrderedItem {
  /** Where its middle would like to be. */
  wantedPx: number;
  /** How much it counts that it is there. */
  weight: number;
  sizePx: number;
  /** Kept free behind it. */
  gapPx: number;
}

/**
 * The middles of items in a row, in their order, without overlap, such that the weighted sum of the squares of their distances from where they want to be is the least.
 * That is isotonic regression once the sizes are taken off; solved by pooling adjacent violators, which is exact.
 */
export function placeInOrder(items: readonly OrderedItem[]): number[] {
  const offsets: number[] = [];
  for (const [index, { sizePx }] of items.entries()) {
    const before = items[index - 1];
    offsets.push(before === undefined ? 0 : (offsets[index - 1] ?? 0) + (before.sizePx + sizePx) / 2 + before.gapPx);
  }
  const pools: { sum: number; weight: number; count: number }[] = [];
  for (const [index, { wantedPx, weight }] of items.entries()) {
    let pool = { sum: weight * (wantedPx - (offsets[index] ?? 0)), weight, count: 1 };
    for (let last = pools.at(-1); last !== undefined && last.sum / last.weight >= pool.sum / pool.weight; last = pools.at(-1)) {
      pool = { sum: pool.sum + last.sum, weight: pool.weight + last.weight, count: pool.count + last.count };
      pools.pop();
    }
    pools.push(pool);
  }
  const placed = pools.flatMap(({ sum, weight, count }) => Array.from({ length: count }, () => sum / weight));
  return placed.map((position, index) => position + (offsets[index] ?? 0));
}
