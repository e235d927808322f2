import { type Interval, percentileInterval } from './intervals.ts';
import { createRandom } from './random.ts';

const REPLICATES = 200;
const SEED = 1;

/**
 * An interval of 95 % for a figure over samples that are independent of each other: samples are drawn with replacement, and the figure is
 * taken of each draw.
 *
 * @param measure of a draw; NaN leaves it out
 * @returns null for fewer than two samples
 */
export function bootstrapInterval<T>(samples: readonly T[], measure: (drawn: readonly T[]) => number): Interval | null {
  if (samples.length < 2) return null;
  const random = createRandom(SEED);
  const figures = Array.from({ length: REPLICATES }, () =>
    measure(Array.from(samples, () => samples[Math.floor(random() * samples.length)]).filter((sample) => sample !== undefined)),
  );
  return percentileInterval(figures.filter((figure) => !Number.isNaN(figure)));
}

/** NaN for none. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
