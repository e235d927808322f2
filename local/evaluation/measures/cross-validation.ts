import { meanOf } from './bootstrap.ts';
import { type SortedTrials, walkRoc } from './roc.ts';

/** As Labeled Faces in the Wild has. */
export const FOLDS = 10;

export interface CrossValidatedAccuracy {
  readonly folds: number;
  /** 0-1. */
  readonly mean: number;
  /** Of the mean: the folds' standard deviation over the root of their number. */
  readonly standardError: number;
}

/**
 * The accuracy of Labeled Faces in the Wild: for each of ten folds the threshold that is best on the other nine is applied to it. It is
 * the mean of the shares of genuine and of impostor pairs that are told right, which is the plain accuracy where both are equally many, as
 * they are in that data set.
 *
 * @param foldOf the number, 0-9, of the fold of each trial before sorting
 * @returns null when a fold has no genuine or no impostor pair
 */
export function crossValidate(trials: SortedTrials, foldOf: ArrayLike<number>): CrossValidatedAccuracy | null {
  const accuracies = Array.from({ length: FOLDS }, (_, fold) => {
    const isIn = Float64Array.from(trials.order, (pair) => (foldOf[pair] === fold ? 1 : 0));
    const threshold = bestThreshold(trials, isIn.map((weight) => 1 - weight));
    return accuracyAt(trials, threshold, isIn);
  });
  if (accuracies.some(Number.isNaN)) return null;
  const mean = meanOf(accuracies);
  const variance = accuracies.reduce((sum, accuracy) => sum + (accuracy - mean) ** 2, 0) / (FOLDS - 1);
  return { folds: FOLDS, mean, standardError: Math.sqrt(variance / FOLDS) };
}

/** Deals genuine and impostor pairs in turn to the folds, each kind for itself, in the order in which they are given. */
export function dealFolds(positive: ArrayLike<number>): Uint8Array {
  const dealt = [0, 0];
  return Uint8Array.from({ length: positive.length }, (_, pair) => {
    const kind = positive[pair] ?? 0;
    const turn = dealt[kind] ?? 0;
    dealt[kind] = turn + 1;
    return turn % FOLDS;
  });
}

/** The middle of the gap below the lowest score that should be accepted: a pair of the fold that is left out may lie on either side. */
function bestThreshold(trials: SortedTrials, weights: Float64Array): number {
  let best = { accuracy: -Infinity, lowest: Infinity, next: -Infinity };
  let previous = -1;
  walkRoc(trials, (threshold, falsePositiveRate, truePositiveRate) => {
    // Nothing of the other folds has this score.
    if (falsePositiveRate + truePositiveRate === previous) return;
    previous = falsePositiveRate + truePositiveRate;
    const accuracy = (truePositiveRate + 1 - falsePositiveRate) / 2;
    if (accuracy > best.accuracy) best = { accuracy, lowest: threshold, next: -Infinity };
    else if (best.next === -Infinity) best.next = threshold;
  }, weights);
  return best.next === -Infinity ? best.lowest : (best.lowest + best.next) / 2;
}

function accuracyAt(trials: SortedTrials, threshold: number, weights: Float64Array): number {
  let accuracy = NaN;
  walkRoc(trials, (at, falsePositiveRate, truePositiveRate) => {
    if (at >= threshold) accuracy = (truePositiveRate + 1 - falsePositiveRate) / 2;
  }, weights);
  return accuracy;
}
