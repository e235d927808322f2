import { type SortedTrials, walkRoc } from './roc.ts';

export interface RocPoint {
  /** Null for the point at which nothing is accepted. */
  readonly threshold: number | null;
  readonly falsePositiveRate: number;
  readonly truePositiveRate: number;
}

/**
 * The corners of the curve, thinned for drawing: a point whose rates both lie within a twentieth of the last kept one's, on the scales
 * that a detection error trade-off has, cannot be told from it.
 */
export function rocPoints(trials: SortedTrials): RocPoint[] {
  const points: RocPoint[] = [];
  walkRoc(trials, (threshold, falsePositiveRate, truePositiveRate) => {
    const kept = points.at(-1);
    const isLast = falsePositiveRate === 1 && truePositiveRate === 1;
    if (kept === undefined || isLast || differs(kept.falsePositiveRate, falsePositiveRate) || differs(1 - kept.truePositiveRate, 1 - truePositiveRate)) {
      points.push({ threshold: Number.isFinite(threshold) ? threshold : null, falsePositiveRate, truePositiveRate });
    }
  });
  return points;
}

const VISIBLE_RATIO = 1.05;

function differs(a: number, b: number): boolean {
  const [low, high] = a < b ? [a, b] : [b, a];
  return high > low * VISIBLE_RATIO;
}
