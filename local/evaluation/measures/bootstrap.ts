import { type Interval, percentileInterval, Z_95 } from './intervals.ts';
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
  return percentileInterval(drawFigures(samples, measure));
}

/**
 * An interval of 95 % for a figure that draws with repetition shift, as they do a mean over classes, some of which no draw has: the figure's
 * own value, give or take 1.96 standard deviations among the draws.
 *
 * @returns null for fewer than two samples
 */
export function bootstrapIntervalAround<T>(samples: readonly T[], measure: (drawn: readonly T[]) => number): Interval | null {
  const figures = drawFigures(samples, measure);
  if (figures.length < 2) return null;
  const value = measure(samples);
  const mean = meanOf(figures);
  const deviation = Math.sqrt(figures.reduce((sum, figure) => sum + (figure - mean) ** 2, 0) / (figures.length - 1));
  return { low: value - Z_95 * deviation, high: value + Z_95 * deviation };
}

function drawFigures<T>(samples: readonly T[], measure: (drawn: readonly T[]) => number): number[] {
  if (samples.length < 2) return [];
  const random = createRandom(SEED);
  return Array.from({ length: REPLICATES }, () =>
    measure(Array.from(samples, () => samples[Math.floor(random() * samples.length)]).filter((sample) => sample !== undefined)),
  ).filter((figure) => !Number.isNaN(figure));
}

/** NaN for none. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
