import type { FaceData } from '../data/face-data.ts';
import type { Comparisons } from './compare-photos.ts';

export interface PairInError {
  readonly first: string;
  readonly second: string;
  readonly similarityPercent: number;
}

/** Whoever looks into errors begins with the worst, and often finds a wrong label. */
const MAX_LISTED = 25;

/** The names of the pairs on the wrong side of a similarity, the worst first. */
export function worstPairs(data: FaceData, { similaritiesPercent, genuine, first, second }: Comparisons, thresholdPercent: number): { falseMatches: PairInError[]; falseNonMatches: PairInError[] } {
  const falseMatches: PairInError[] = [];
  const falseNonMatches: PairInError[] = [];
  for (let pair = 0; pair < genuine.length; pair += 1) {
    const similarityPercent = similaritiesPercent[pair] ?? 0;
    const isAccepted = similarityPercent >= thresholdPercent;
    if (isAccepted === (genuine[pair] === 1)) continue;
    const named = { first: data.photos[first[pair] ?? -1]?.file ?? '', second: data.photos[second[pair] ?? -1]?.file ?? '', similarityPercent };
    (isAccepted ? falseMatches : falseNonMatches).push(named);
  }
  return {
    falseMatches: falseMatches.sort((a, b) => b.similarityPercent - a.similarityPercent).slice(0, MAX_LISTED),
    falseNonMatches: falseNonMatches.sort((a, b) => a.similarityPercent - b.similarityPercent).slice(0, MAX_LISTED),
  };
}
