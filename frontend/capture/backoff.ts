const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/**
 * How long to wait after so many failures in a row: exponential, half of it by chance, so that all the pages of an exam do not come back at the same moment.
 *
 * @param failures 1 or more
 * @param random 0 to 1
 * @param atLeastMs what the server asked for
 */
export function backoffMs(failures: number, random: number, atLeastMs = 0): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  return atLeastMs + ceiling / 2 + (ceiling / 2) * random;
}
