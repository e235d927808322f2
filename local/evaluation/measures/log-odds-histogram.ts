export interface LogOddsBin {
  /** Similarity in per cent. The first bin begins at 0, the last ends at 100. */
  readonly fromPercent: number;
  readonly toPercent: number;
  /** 0-1. */
  readonly genuineShare: number;
  readonly impostorShare: number;
}

/** Similarities of 1 in a million and of all but 1 in a million: beyond, all count as one. */
const LIMIT = 14;
const LOG_ODDS_BINS = 56;

/** The log-odds of a share in per cent, within the histogram's limits. */
export function logOdds(percent: number): number {
  const value = Math.log(percent / (100 - percent));
  return Math.min(LIMIT, Math.max(-LIMIT, value));
}

/** In bins of equal width on the scale of log-odds, on which the engine's similarity is spread out where it matters: near 0 and near 100. */
export function logOddsHistogram(similaritiesPercent: ArrayLike<number>, genuine: ArrayLike<number>): LogOddsBin[] {
  const counts = [new Float64Array(LOG_ODDS_BINS), new Float64Array(LOG_ODDS_BINS)] as const;
  for (let pair = 0; pair < similaritiesPercent.length; pair += 1) {
    const at = Math.min(LOG_ODDS_BINS - 1, Math.floor(((logOdds(similaritiesPercent[pair] ?? 0) + LIMIT) / (2 * LIMIT)) * LOG_ODDS_BINS));
    const kind = counts[genuine[pair] === 1 ? 1 : 0];
    kind[at] = (kind[at] ?? 0) + 1;
  }
  const totals = counts.map((kind) => kind.reduce((sum, count) => sum + count, 0));
  const share = (kind: 0 | 1, at: number): number => (counts[kind][at] ?? 0) / Math.max(1, totals[kind] ?? 0);
  return Array.from({ length: LOG_ODDS_BINS }, (_, at) => ({
    fromPercent: at === 0 ? 0 : edgePercent(at),
    toPercent: at === LOG_ODDS_BINS - 1 ? 100 : edgePercent(at + 1),
    genuineShare: share(1, at),
    impostorShare: share(0, at),
  }));
}

function edgePercent(at: number): number {
  return 100 / (1 + Math.exp(-((2 * LIMIT * at) / LOG_ODDS_BINS - LIMIT)));
}
