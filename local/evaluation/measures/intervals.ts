/** The standard normal distribution's 97.5th percentile: two-sided intervals of 95 %. */
export const Z_95 = 1.959963984540054;

/** Where the true value lies with 95 % confidence. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A share with what it is a share of. */
export interface Proportion {
  readonly count: number;
  readonly of: number;
  /** 0-1; null when there was nothing to count. */
  readonly rate: number | null;
  /** Wilson's score interval; null when there was nothing to count. */
  readonly interval: Interval | null;
}

/**
 * A share with Wilson's score interval, which holds for few samples and for shares near 0 and 1, and takes samples to be independent.
 * Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927.
 */
export function proportion(count: number, of: number): Proportion {
  if (of === 0) return { count, of, rate: null, interval: null };
  return { count, of, rate: count / of, interval: wilsonInterval(count, of) };
}

function wilsonInterval(count: number, of: number): Interval {
  const rate = count / of;
  const z2 = Z_95 ** 2;
  const middle = (rate + z2 / (2 * of)) / (1 + z2 / of);
  const half = (Z_95 / (1 + z2 / of)) * Math.sqrt((rate * (1 - rate)) / of + z2 / (4 * of ** 2));
  // At none and at all the limits are 0 and 1 themselves, but for what floats lose.
  return { low: count === 0 ? 0 : Math.max(0, middle - half), high: count === of ? 1 : Math.min(1, middle + half) };
}

/** The smallest interval that holds both: the more careful statement of two. */
export function hull(a: Interval | null, b: Interval | null): Interval | null {
  if (a === null || b === null) return a ?? b;
  return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
}

/** The middle 95 % of what the replicates of a bootstrap gave; null for none. */
export function percentileInterval(replicates: readonly number[]): Interval | null {
  if (replicates.length === 0) return null;
  const sorted = Float64Array.from(replicates).sort();
  return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}

/** @param sorted ascending, not empty; linear between neighbours */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? NaN;
  const high = sorted[Math.ceil(at)] ?? NaN;
  return low + (high - low) * (at - Math.floor(at));
}
