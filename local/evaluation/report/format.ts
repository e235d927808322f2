import type { Interval, Proportion } from '../measures/intervals.ts';

/** What stands for a figure that there is none of. */
export const NONE = '–';

/** A share, 0-1, in per cent: with as many digits as tell it from 0 and from 100 %. */
export function formatRate(rate: number | null): string {
  if (rate === null || !Number.isFinite(rate)) return NONE;
  const percent = 100 * rate;
  const distance = Math.min(percent, 100 - percent);
  if (distance <= 0) return `${percent} %`;
  const digits = distance >= 2 ? 1 : Math.min(6, Math.max(2, 1 - Math.floor(Math.log10(distance))));
  return `${percent.toFixed(digits)} %`;
}

export function formatInterval(interval: Interval | null, format: (value: number) => string = formatRate): string {
  return interval === null ? NONE : `${format(interval.low)} to ${format(interval.high)}`;
}

/** Like `118 of 120`. */
export function formatCount({ count, of }: Proportion): string {
  return `${formatNumber(count)} of ${formatNumber(of)}`;
}

export function formatNumber(value: number): string {
  return value.toLocaleString('en');
}

export function formatFixed(value: number | null, digits: number, unit = ''): string {
  return value === null || !Number.isFinite(value) ? NONE : `${value.toFixed(digits)}${unit}`;
}

/** A wanted false match rate, like `1 in 1,000`. */
export function formatOneIn(rate: number): string {
  return `1 in ${formatNumber(Math.round(1 / rate))}`;
}
