import { type Interval, percentileInterval } from './intervals.ts';
import { createRandom, drawWeights } from './random.ts';
import { type OperatingPoints, type RocSummary, type SortedTrials, summariseRoc } from './roc.ts';

/** Enough for the ends of a 95 % interval to move by a few per cent of its width only. */
const REPLICATES = 200;

/** Fewer people than this say little about how people differ. */
export const MIN_PEOPLE = 10;

const SEED = 1;

export interface PairedPeople {
  /** The number of each trial's two people, in the order before sorting. Of a genuine pair both are the same. */
  readonly first: Uint32Array;
  readonly second: Uint32Array;
  readonly people: number;
}

export interface RocIntervals {
  readonly areaUnderCurve: Interval | null;
  readonly equalErrorRate: Interval | null;
  readonly truePositiveRates: readonly (Interval | null)[];
  readonly atThresholds: readonly { readonly truePositiveRate: Interval | null; readonly falsePositiveRate: Interval | null }[];
}

/**
 * Intervals of 95 % that regard that pairs of the same person are alike: not pairs but people are drawn anew. A genuine pair counts as
 * often as its person was drawn, an impostor pair as often as its two people could be put together. Source: R. Bolle, N. Ratha,
 * S. Pankanti, Error analysis of pattern recognition systems: the subsets bootstrap, 2004; drawn for both people of a pair.
 *
 * @returns null for fewer than `MIN_PEOPLE` people
 */
export function bootstrapByPerson(trials: SortedTrials, pairs: PairedPeople, wanted: OperatingPoints): RocIntervals | null {
  if (pairs.people < MIN_PEOPLE) return null;
  const random = createRandom(SEED);
  const weights = new Float64Array(trials.scores.length);
  const summaries: RocSummary[] = [];
  for (let replicate = 0; replicate < REPLICATES; replicate += 1) {
    const drawn = drawWeights(pairs.people, random);
    trials.order.forEach((pair, at) => {
      const weight = drawn[pairs.first[pair] ?? 0] ?? 0;
      weights[at] = trials.positive[at] === 1 ? weight : weight * (drawn[pairs.second[pair] ?? 0] ?? 0);
    });
    summaries.push(summariseRoc(trials, wanted, weights));
  }
  const over = (pick: (summary: RocSummary) => number | undefined): Interval | null =>
    percentileInterval(summaries.map(pick).filter((value): value is number => value !== undefined && !Number.isNaN(value)));
  return {
    areaUnderCurve: over((summary) => summary.areaUnderCurve),
    equalErrorRate: over((summary) => summary.equalErrorRate),
    truePositiveRates: wanted.falsePositiveRates.map((_, index) => over((summary) => summary.atFalsePositiveRates[index]?.truePositiveRate)),
    atThresholds: wanted.thresholds.map((_, index) => ({
      truePositiveRate: over((summary) => summary.atThresholds[index]?.truePositiveRate),
      falsePositiveRate: over((summary) => summary.atThresholds[index]?.falsePositiveRate),
    })),
  };
}
