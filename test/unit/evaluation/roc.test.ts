import { describe, expect, it } from '@jest/globals';
import { crossValidate, dealFolds, FOLDS } from '../../../local/evaluation/measures/cross-validation.ts';
import { bootstrapByPerson, MIN_PEOPLE } from '../../../local/evaluation/measures/person-bootstrap.ts';
import { rocPoints } from '../../../local/evaluation/measures/roc-points.ts';
import { sortTrials, summariseRoc } from '../../../local/evaluation/measures/roc.ts';
import { supportFor } from '../../../local/evaluation/measures/support.ts';

const nothingWanted = { falsePositiveRates: [], thresholds: [] };

/** Genuine 0.9, 0.8, 0.4; impostors 0.7, 0.3, 0.2. */
const SIX = sortTrials([0.3, 0.9, 0.4, 0.7, 0.2, 0.8], [0, 1, 1, 0, 0, 1]);

describe('a receiver operating characteristic', () => {
  it('has the area that is the share of genuine scores above impostor scores', () => {
    expect(summariseRoc(SIX, nothingWanted).areaUnderCurve).toBeCloseTo(8 / 9, 12);
  });

  it('has the area of scikit-learn’s documented example of roc_auc_score', () => {
    expect(summariseRoc(sortTrials([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]), nothingWanted).areaUnderCurve).toBeCloseTo(0.75, 12);
  });

  it('counts equal scores half', () => {
    expect(summariseRoc(sortTrials([1, 1, 1], [1, 0, 0]), nothingWanted).areaUnderCurve).toBeCloseTo(0.5, 12);
  });

  it('has its equal error rate where both errors meet', () => {
    expect(summariseRoc(SIX, nothingWanted).equalErrorRate).toBeCloseTo(1 / 3, 12);
    // From (0, 0.5) to (1, 1) in one step of equal scores: f = 1 - t at 1/3.
    expect(summariseRoc(sortTrials([2, 1, 1], [1, 1, 0]), nothingWanted).equalErrorRate).toBeCloseTo(1 / 3, 12);
    expect(summariseRoc(sortTrials([2, 1], [1, 0]), nothingWanted).equalErrorRate).toBe(0);
  });

  it('gives the most true positives that do not exceed a false positive rate, and their threshold', () => {
    const { atFalsePositiveRates } = summariseRoc(SIX, { falsePositiveRates: [0, 0.3, 1 / 3, 1], thresholds: [] });
    expect(atFalsePositiveRates).toEqual([
      { truePositiveRate: 2 / 3, threshold: 0.8 },
      { truePositiveRate: 2 / 3, threshold: 0.8 },
      { truePositiveRate: 1, threshold: 0.4 },
      { truePositiveRate: 1, threshold: 0.2 },
    ]);
  });

  it('gives the rates at a threshold, which a score may just reach', () => {
    const { atThresholds } = summariseRoc(SIX, { falsePositiveRates: [], thresholds: [1, 0.7, 0.71] });
    expect(atThresholds).toEqual([
      { falsePositiveRate: 0, truePositiveRate: 0 },
      { falsePositiveRate: 1 / 3, truePositiveRate: 2 / 3 },
      { falsePositiveRate: 0, truePositiveRate: 2 / 3 },
    ]);
  });

  it('takes a weight as so many equal trials', () => {
    const weighted = summariseRoc(sortTrials([3, 2, 1], [1, 0, 1]), nothingWanted, Float64Array.of(3, 1, 1));
    const repeated = summariseRoc(sortTrials([3, 3, 3, 2, 1], [1, 1, 1, 0, 1]), nothingWanted);
    expect(weighted).toEqual(repeated);
    expect(weighted.areaUnderCurve).toBeCloseTo(0.75, 12);
  });

  it('has no figures without impostors', () => {
    expect(summariseRoc(sortTrials([1, 2], [1, 1]), nothingWanted).areaUnderCurve).toBeNaN();
  });

  it('is thinned for drawing, its ends kept', () => {
    const scores = Array.from({ length: 20_000 }, (_, index) => index);
    const points = rocPoints(sortTrials(scores, scores.map((score) => Number(score % 3 === 0))));
    expect(points.length).toBeLessThan(500);
    expect(points[0]).toEqual({ threshold: null, falsePositiveRate: 0, truePositiveRate: 0 });
    expect(points.at(-1)).toEqual({ threshold: 0, falsePositiveRate: 1, truePositiveRate: 1 });
  });
});

describe('accuracy in ten folds', () => {
  /** 0 to 19 and 30 to 49. */
  const scores = Array.from({ length: 40 }, (_, index) => (index < 20 ? index : index + 10));

  it('is whole where a threshold parts the kinds', () => {
    const positive = scores.map((score) => Number(score >= 20));
    expect(crossValidate(sortTrials(scores, positive), dealFolds(positive))).toEqual({ folds: FOLDS, mean: 1, standardError: 0 });
  });

  it('counts what the threshold of the other folds gets wrong', () => {
    // One genuine pair of 20 lies below all impostors: its fold has 2 of each kind, so 3/4 there.
    const positive = scores.map((score) => Number(score >= 20));
    const swapped = scores.map((score) => (score === 30 ? -1 : score));
    const accuracy = crossValidate(sortTrials(swapped, positive), dealFolds(positive));
    expect(accuracy?.mean).toBeCloseTo((9 + 0.75) / 10, 12);
    // Nine folds of 1 and one of 0.75: a deviation of 0.25 / sqrt(10), over sqrt(10).
    expect(accuracy?.standardError).toBeCloseTo(0.025, 12);
  });

  it('is not known when a fold lacks a kind', () => {
    const few = [1, 2, 3, 4];
    expect(crossValidate(sortTrials(few, [0, 0, 1, 1]), dealFolds([0, 0, 1, 1]))).toBeNull();
  });
});

describe('the bootstrap by person', () => {
  /** Each of `people` with two genuine pairs and one impostor pair with the next person. */
  function pairsOf(people: number, genuineScore: (person: number) => number) {
    const rows = Array.from({ length: people }, (_, person) => [
      { first: person, second: person, score: genuineScore(person), genuine: 1 },
      { first: person, second: person, score: genuineScore(person), genuine: 1 },
      { first: person, second: (person + 1) % people, score: 0.5, genuine: 0 },
    ]).flat();
    return {
      trials: sortTrials(rows.map(({ score }) => score), rows.map(({ genuine }) => genuine)),
      pairs: { first: Uint32Array.from(rows, ({ first }) => first), second: Uint32Array.from(rows, ({ second }) => second), people },
    };
  }
  const wanted = { falsePositiveRates: [0], thresholds: [0.6] };

  it('finds no spread where all people are alike', () => {
    const { trials, pairs } = pairsOf(20, () => 0.9);
    const intervals = bootstrapByPerson(trials, pairs, wanted);
    expect(intervals?.areaUnderCurve).toEqual({ low: 1, high: 1 });
    expect(intervals?.atThresholds).toEqual([{ truePositiveRate: { low: 1, high: 1 }, falsePositiveRate: { low: 0, high: 0 } }]);
  });

  it('is wider than chance among pairs would have it where errors belong to a few people', () => {
    const { trials, pairs } = pairsOf(100, (person) => (person < 10 ? 0.1 : 0.9));
    const interval = bootstrapByPerson(trials, pairs, wanted)?.atThresholds[0]?.truePositiveRate;
    // 90 % of 100 people: a standard deviation of 3 %.
    expect(interval?.low).toBeGreaterThan(0.8);
    expect(interval?.low).toBeLessThan(0.87);
    expect(interval?.high).toBeGreaterThan(0.93);
    expect(interval?.high).toBeLessThan(0.99);
  });

  it('says nothing of a few people', () => {
    const { trials, pairs } = pairsOf(MIN_PEOPLE - 1, () => 0.9);
    expect(bootstrapByPerson(trials, pairs, wanted)).toBeNull();
  });
});

describe('the rule of 30', () => {
  it.each([
    [1e-3, 30_000, 'measured'],
    [1e-3, 29_999, 'indicative'],
    [1e-4, 10_000, 'indicative'],
    [1e-4, 9_999, 'not measurable'],
  ])('a rate of %d with %d impostor pairs is %s', (rate, pairs, support) => {
    expect(supportFor(rate, pairs)).toBe(support);
  });
});
