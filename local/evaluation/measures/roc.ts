/**
 * Comparisons or classifications whose truth is known, the highest score first. A score at or above a threshold is a match (positive).
 * Verification calls positives genuine and negatives impostor pairs.
 */
export interface SortedTrials {
  readonly scores: Float64Array;
  /** 1 for a positive trial, 0 for a negative one. */
  readonly positive: Uint8Array;
  /** Where each stood before sorting. */
  readonly order: Uint32Array;
}

export function sortTrials(scores: ArrayLike<number>, positive: ArrayLike<number>): SortedTrials {
  const order = Uint32Array.from({ length: scores.length }, (_, index) => index);
  order.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  return {
    scores: Float64Array.from(order, (at) => scores[at] ?? 0),
    positive: Uint8Array.from(order, (at) => positive[at] ?? 0),
    order,
  };
}

/** @param falsePositiveRate, truePositiveRate of accepting every score at or above the threshold; NaN when there are no such trials */
export type VisitRocPoint = (threshold: number, falsePositiveRate: number, truePositiveRate: number) => void;

/**
 * Walks the receiver operating characteristic from the strictest threshold (infinity: nothing is accepted) to the laxest, one point for
 * each distinct score.
 *
 * @param weights how much each sorted trial counts; 1 by default
 */
export function walkRoc({ scores, positive }: SortedTrials, visit: VisitRocPoint, weights?: Float64Array): void {
  let positives = 0;
  let negatives = 0;
  for (let at = 0; at < scores.length; at += 1) {
    const weight = weights === undefined ? 1 : (weights[at] ?? 0);
    if (positive[at] === 1) positives += weight;
    else negatives += weight;
  }
  visit(Infinity, 0 / negatives, 0 / positives);
  let truePositives = 0;
  let falsePositives = 0;
  for (let at = 0; at < scores.length; at += 1) {
    const weight = weights === undefined ? 1 : (weights[at] ?? 0);
    if (positive[at] === 1) truePositives += weight;
    else falsePositives += weight;
    // Equal scores are accepted together.
    if (scores[at] !== scores[at + 1]) visit(scores[at] ?? NaN, falsePositives / negatives, truePositives / positives);
  }
}

export interface RocSummary {
  /** The probability that a positive trial scores higher than a negative one; equal scores count half. */
  readonly areaUnderCurve: number;
  /** Where as many positives are rejected as negatives accepted, linear between points. */
  readonly equalErrorRate: number;
  /** For each wanted false positive rate the most positives that are accepted without exceeding it, and the lowest score of theirs. */
  readonly atFalsePositiveRates: readonly { readonly truePositiveRate: number; readonly threshold: number }[];
  /** For each wanted threshold. */
  readonly atThresholds: readonly { readonly truePositiveRate: number; readonly falsePositiveRate: number }[];
}

export interface OperatingPoints {
  /** Each 0-1. */
  readonly falsePositiveRates: readonly number[];
  readonly thresholds: readonly number[];
}

/** The figures of a curve in one walk. All are NaN without any positive or any negative trial. */
export function summariseRoc(trials: SortedTrials, wanted: OperatingPoints, weights?: Float64Array): RocSummary {
  let areaUnderCurve = 0;
  let equalErrorRate = NaN;
  let previous = { falsePositiveRate: 0, truePositiveRate: 0 };
  const atFalsePositiveRates = wanted.falsePositiveRates.map(() => ({ truePositiveRate: 0, threshold: Infinity }));
  const atThresholds = wanted.thresholds.map(() => previous);
  walkRoc(trials, (threshold, falsePositiveRate, truePositiveRate) => {
    areaUnderCurve += ((falsePositiveRate - previous.falsePositiveRate) * (truePositiveRate + previous.truePositiveRate)) / 2;
    if (Number.isNaN(equalErrorRate) && falsePositiveRate >= 1 - truePositiveRate) {
      const before = 1 - previous.truePositiveRate - previous.falsePositiveRate;
      const after = 1 - truePositiveRate - falsePositiveRate;
      const share = before / (before - after);
      equalErrorRate = previous.falsePositiveRate + share * (falsePositiveRate - previous.falsePositiveRate);
    }
    previous = { falsePositiveRate, truePositiveRate };
    wanted.falsePositiveRates.forEach((rate, index) => {
      if (!(falsePositiveRate > rate)) atFalsePositiveRates[index] = { truePositiveRate, threshold };
    });
    wanted.thresholds.forEach((wantedThreshold, index) => {
      if (threshold >= wantedThreshold) atThresholds[index] = previous;
    });
  }, weights);
  return { areaUnderCurve, equalErrorRate, atFalsePositiveRates, atThresholds };
}
