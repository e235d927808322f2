import { describe, expect, it } from '@jest/globals';
import { averagePrecision } from '../../../local/evaluation/measures/average-precision.ts';
import { judgeBinary } from '../../../local/evaluation/measures/binary-decision.ts';
import { compareGroups } from '../../../local/evaluation/measures/group-rates.ts';
import { falselyIdentifiedCount, identifiedCount, rankOneCount } from '../../../local/evaluation/measures/identification.ts';
import { hull, proportion, quantile } from '../../../local/evaluation/measures/intervals.ts';
import { logOddsHistogram } from '../../../local/evaluation/measures/log-odds-histogram.ts';
import { matchDetections, ratioOverlap } from '../../../local/evaluation/measures/object-matching.ts';
import { angleError, turnDegrees } from '../../../local/evaluation/measures/pose-error.ts';
import { reliability } from '../../../local/evaluation/measures/reliability.ts';

describe('a proportion', () => {
  // Source: R. Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %d in %d has Wilson’s interval as published', (count, of, low, high) => {
    const { interval } = proportion(count, of);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  it('has neither rate nor interval when there was nothing to count', () => {
    expect(proportion(0, 0)).toEqual({ count: 0, of: 0, rate: null, interval: null });
  });

  it('is stated with the wider of two intervals', () => {
    expect(hull({ low: 0.1, high: 0.3 }, { low: 0.2, high: 0.4 })).toEqual({ low: 0.1, high: 0.4 });
    expect(hull(null, { low: 0.2, high: 0.4 })).toEqual({ low: 0.2, high: 0.4 });
  });

  it('has quantiles between its replicates', () => {
    expect(quantile([0, 10, 20], 0.25)).toBe(5);
  });
});

describe('average precision', () => {
  const detections = (...found: boolean[]): { confidencePercent: number; isTrue: boolean }[] => found.map((isTrue, index) => ({ confidencePercent: 90 - index, isTrue }));

  it('is the mean of the best precision at 101 recalls', () => {
    // Recall 0.5 at precision 1: 51 points; recall 1 at precision 2/3: 50 points.
    expect(averagePrecision(detections(true, false, true), 2)).toBeCloseTo((51 + 50 * (2 / 3)) / 101, 12);
  });

  it('is 0 beyond the recall that is reached', () => {
    expect(averagePrecision(detections(true), 2)).toBeCloseTo(51 / 101, 12);
    expect(averagePrecision([], 3)).toBe(0);
  });

  it('takes a lower confidence later, in whatever order they come', () => {
    expect(averagePrecision(detections(true, false).toReversed(), 1)).toBeCloseTo(1, 12);
  });
});

describe('detections and labelled objects', () => {
  const box = (left: number): { left: number; top: number; width: number; height: number } => ({ left, top: 0, width: 0.2, height: 0.2 });

  it('overlap by intersection over union', () => {
    expect(ratioOverlap(box(0), box(0.1))).toBeCloseTo(1 / 3, 12);
    expect(ratioOverlap(box(0), box(0.2))).toBe(0);
  });

  it('are matched once, the surest first', () => {
    const judged = matchDetections([{ box: box(0.01), confidencePercent: 60 }, { box: box(0), confidencePercent: 80 }], [box(0)], 0.5);
    expect(judged).toEqual([{ confidencePercent: 80, isTrue: true }, { confidencePercent: 60, isTrue: false }]);
  });

  it('go to the object that is overlapped most', () => {
    const judged = matchDetections([{ box: box(0.04), confidencePercent: 90 }, { box: box(0), confidencePercent: 80 }], [box(0), box(0.05)], 0.5);
    expect(judged.map(({ isTrue }) => isTrue)).toEqual([true, true]);
  });

  it('must overlap as much as is wanted', () => {
    expect(matchDetections([{ box: box(0.1), confidencePercent: 90 }], [box(0)], 0.34)[0]?.isTrue).toBe(false);
    expect(matchDetections([{ box: box(0.1), confidencePercent: 90 }], [box(0)], 0.33)[0]?.isTrue).toBe(true);
  });
});

describe('reliability', () => {
  it('compares confidence and truth by tenths', () => {
    const { bins, expectedCalibrationError, claims } = reliability([
      { confidencePercent: 95, isTrue: true },
      { confidencePercent: 91, isTrue: false },
      { confidencePercent: 20, isTrue: false },
      { confidencePercent: 100, isTrue: true },
    ]);
    expect(claims).toBe(4);
    expect(bins[9]).toMatchObject({ fromPercent: 90, toPercent: 100, true: { count: 2, of: 3 } });
    expect(bins[9]?.meanConfidencePercent).toBeCloseTo(286 / 3, 12);
    expect(bins[2]).toMatchObject({ true: { count: 0, of: 1 }, meanConfidencePercent: 20 });
    expect(bins[1]).toMatchObject({ true: { of: 0, rate: null }, meanConfidencePercent: null });
    // 3/4 of |2/3 - 0.95333| and 1/4 of |0 - 0.2|.
    expect(expectedCalibrationError).toBeCloseTo(0.75 * (286 / 300 - 2 / 3) + 0.05, 12);
  });

  it('has no error without claims', () => {
    expect(reliability([]).expectedCalibrationError).toBeNull();
  });
});

describe('a yes-or-no question', () => {
  it('is right where yes is said above one half', () => {
    const decision = judgeBinary([{ probability: 0.9, isTrue: true }, { probability: 0.5, isTrue: true }, { probability: 0.6, isTrue: false }, { probability: 0.1, isTrue: false }]);
    expect(decision).toMatchObject({ areaUnderCurve: 0.75, accuracy: { count: 2, of: 4 }, truePositives: { count: 1, of: 2 }, trueNegatives: { count: 1, of: 2 } });
  });

  it('has no curve when all answers should be the same', () => {
    expect(judgeBinary([{ probability: 0.9, isTrue: true }])).toMatchObject({ areaUnderCurve: null, accuracy: { rate: 1 } });
  });
});

describe('errors of angles', () => {
  it('have a mean size and a direction', () => {
    const error = angleError([{ measuredDegrees: 12, trueDegrees: 10 }, { measuredDegrees: -4, trueDegrees: 0 }]);
    expect(error).toMatchObject({ samples: 2, meanAbsoluteErrorDegrees: 3, biasDegrees: -1 });
  });

  it('go the short way round', () => {
    expect(angleError([{ measuredDegrees: 179, trueDegrees: -179 }]).meanAbsoluteErrorDegrees).toBe(2);
    expect(turnDegrees(725)).toBe(5);
  });

  it('are not known without photos', () => {
    expect(angleError([])).toEqual({ samples: 0, meanAbsoluteErrorDegrees: null, interval: null, biasDegrees: null });
  });
});

describe('groups of people', () => {
  const pairs = (group: string, genuine: boolean, accepted: number, rejected: number): { group: string; genuine: boolean; similarityPercent: number }[] => [
    ...Array.from({ length: accepted }, () => ({ group, genuine, similarityPercent: 85 })),
    ...Array.from({ length: rejected }, () => ({ group, genuine, similarityPercent: 84.9 })),
  ];

  it('are compared by the ratio of their rates', () => {
    const comparison = compareGroups([...pairs('b', true, 8, 2), ...pairs('b', false, 3, 97), ...pairs('a', true, 9, 1), ...pairs('a', false, 1, 99)], 85);
    expect(comparison.groups.map(({ group, falseNonMatches, falseMatches }) => [group, falseNonMatches.rate, falseMatches.rate])).toEqual([['a', 0.1, 0.01], ['b', 0.2, 0.03]]);
    expect(comparison.falseNonMatchRatio).toBeCloseTo(2, 12);
    expect(comparison.falseMatchRatio).toBeCloseTo(3, 12);
  });

  it('have no ratio when one of them has no errors or no pairs', () => {
    expect(compareGroups([...pairs('a', true, 9, 1), ...pairs('b', true, 9, 0)], 85)).toMatchObject({ falseNonMatchRatio: null, falseMatchRatio: null });
  });
});

describe('identification', () => {
  const searches = [
    { ownPercent: 95, bestOtherPercent: 20 },
    { ownPercent: 60, bestOtherPercent: 70 },
    { ownPercent: 70, bestOtherPercent: 1 },
    { ownPercent: null, bestOtherPercent: 90 },
  ];

  it('counts who comes first, who comes first and far enough, and who is taken for somebody else', () => {
    expect(rankOneCount(searches)).toEqual({ found: 2, of: 3 });
    expect(identifiedCount(searches, 80)).toEqual({ found: 1, of: 3 });
    expect(falselyIdentifiedCount(searches, 70)).toEqual({ found: 2, of: 4 });
  });
});

describe('a histogram of similarities', () => {
  it('spreads out both ends, each kind adding up to all of it', () => {
    const bins = logOddsHistogram([0, 50, 99.9, 100, 100], [0, 0, 1, 1, 1]);
    expect(bins[0]).toMatchObject({ fromPercent: 0, impostorShare: 0.5, genuineShare: 0 });
    expect(bins.at(-1)?.toPercent).toBe(100);
    expect(bins.at(-1)?.genuineShare).toBeCloseTo(2 / 3, 12);
    expect(bins.find(({ fromPercent, toPercent }) => fromPercent <= 99.9 && toPercent > 99.9)?.genuineShare).toBeCloseTo(1 / 3, 12);
    expect(bins[28]).toMatchObject({ fromPercent: 50, impostorShare: 0.5 });
  });
});
