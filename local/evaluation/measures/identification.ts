/** A search of one photo among one photo of each person. */
export interface SearchOutcome {
  /** Similarity to the person's own photo; null when the person is not in the gallery. */
  readonly ownPercent: number | null;
  /** The highest similarity to anybody else's. */
  readonly bestOtherPercent: number;
}

/** @returns of the searches for people in the gallery, those whose own photo came first */
export function rankOneCount(searches: readonly SearchOutcome[]): { readonly found: number; readonly of: number } {
  const mated = searches.filter(({ ownPercent }) => ownPercent !== null);
  return { found: mated.filter(isFirst).length, of: mated.length };
}

/** FNIR's complement: of the searches for people in the gallery, those whose own photo came first and reached the threshold. */
export function identifiedCount(searches: readonly SearchOutcome[], thresholdPercent: number): { readonly found: number; readonly of: number } {
  const mated = searches.filter(({ ownPercent }) => ownPercent !== null);
  return { found: mated.filter((search) => isFirst(search) && (search.ownPercent ?? 0) >= thresholdPercent).length, of: mated.length };
}

/** FPIR: the searches in which somebody else reached the threshold, as for a person who is not in the gallery. */
export function falselyIdentifiedCount(searches: readonly SearchOutcome[], thresholdPercent: number): { readonly found: number; readonly of: number } {
  return { found: searches.filter(({ bestOtherPercent }) => bestOtherPercent >= thresholdPercent).length, of: searches.length };
}

function isFirst({ ownPercent, bestOtherPercent }: SearchOutcome): boolean {
  return ownPercent !== null && ownPercent > bestOtherPercent;
}
