/**
 * `$random(seed?)`: at least 0, below 1. The same seed gives the same number; AWS does not publish its generator, so the numbers are others than
 * there. With a seed: the first number of mulberry32, by Tommy Ettinger, public domain.
 */
export function random(seed: number | undefined, unseeded: () => number): number {
  if (seed === undefined) return unseeded();
  let state = (Math.trunc(seed) + 0x6d2b79f5) | 0;
  state = Math.imul(state ^ (state >>> 15), state | 1);
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
  return ((state ^ (state >>> 14)) >>> 0) / 2 ** 32;
}
