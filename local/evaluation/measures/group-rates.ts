import { type Proportion, proportion } from './intervals.ts';

export interface GroupRates {
  readonly group: string;
  /** Genuine pairs of its people below the threshold. */
  readonly falseNonMatches: Proportion;
  /** Impostor pairs of two of its people at or above the threshold. */
  readonly falseMatches: Proportion;
}

export interface GroupComparison {
  readonly groups: readonly GroupRates[];
  /** The highest rate over the lowest; null where a rate is 0 or not known, for then there is no ratio. Source: NIST IR 8280. */
  readonly falseNonMatchRatio: number | null;
  readonly falseMatchRatio: number | null;
}

/** A pair within one group. */
export interface GroupedPair {
  readonly group: string;
  readonly genuine: boolean;
  readonly similarityPercent: number;
}

/** Errors by group at a threshold: whether the engine errs for some people more than for others. */
export function compareGroups(pairs: Iterable<GroupedPair>, thresholdPercent: number): GroupComparison {
  const counts = new Map<string, { genuine: number; rejected: number; impostor: number; accepted: number }>();
  for (const { group, genuine, similarityPercent } of pairs) {
    const count = counts.get(group) ?? { genuine: 0, rejected: 0, impostor: 0, accepted: 0 };
    counts.set(group, count);
    if (genuine) {
      count.genuine += 1;
      if (similarityPercent < thresholdPercent) count.rejected += 1;
    } else {
      count.impostor += 1;
      if (similarityPercent >= thresholdPercent) count.accepted += 1;
    }
  }
  const groups = [...counts]
    .map(([group, count]) => ({ group, falseNonMatches: proportion(count.rejected, count.genuine), falseMatches: proportion(count.accepted, count.impostor) }))
    .sort((a, b) => a.group.localeCompare(b.group, 'en'));
  return {
    groups,
    falseNonMatchRatio: ratio(groups.map(({ falseNonMatches }) => falseNonMatches.rate)),
    falseMatchRatio: ratio(groups.map(({ falseMatches }) => falseMatches.rate)),
  };
}

function ratio(rates: readonly (number | null)[]): number | null {
  const known = rates.filter((rate) => rate !== null);
  if (known.length < 2 || known.length < rates.length || known.includes(0)) return null;
  return Math.max(...known) / Math.min(...known);
}
