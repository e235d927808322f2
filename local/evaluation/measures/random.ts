/** Numbers in [0, 1) that look random and are the same for the same seed, so that a report can be made again (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How often each of `count` things is drawn when `count` are drawn with replacement. */
export function drawWeights(count: number, random: () => number): Uint16Array {
  const weights = new Uint16Array(count);
  for (let draw = 0; draw < count; draw += 1) {
    const at = Math.floor(random() * count);
    weights[at] = (weights[at] ?? 0) + 1;
  }
  return weights;
}
