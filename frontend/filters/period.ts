import type { LocationQuery } from 'vue-router';

/** The last so and so long, or between two times. */
export const PERIODS = ['hour', 'day', 'week', 'month', 'custom'] as const;
export type Period = (typeof PERIODS)[number];

/** Of when a list's items are; what every list of the API can be restricted to. */
export interface PeriodFilter {
  period: Period;
  /** ISO 8601, UTC; of the period `custom` alone. */
  from: string | null;
  to: string | null;
}

/** The API's own range where nothing is asked for. */
export const DEFAULT_PERIOD: PeriodFilter = { period: 'month', from: null, to: null };

const HOUR_MS = 3_600_000;
const LENGTHS_MS: Partial<Record<Period, number>> = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS };

/** Reads the period of an address; what it does not know is left out. */
export function readPeriod(query: LocationQuery): PeriodFilter {
  const period = PERIODS.find((known) => known === query.period) ?? DEFAULT_PERIOD.period;
  const isCustom = period === 'custom';
  return { period, from: isCustom ? readTime(query.from) : null, to: isCustom ? readTime(query.to) : null };
}

/** The period's part of an address; null for what is left out of it. See `toQuery`. */
export function periodQuery({ period, from, to }: PeriodFilter): Record<string, string | null> {
  return { period: period === DEFAULT_PERIOD.period ? null : period, ...(period === 'custom' ? { from, to } : {}) };
}

/** The period's times as the API wants them. */
export function toRange({ period, from, to }: PeriodFilter, nowMs: number): { from: string | null; to: string | null } {
  const lengthMs = LENGTHS_MS[period];
  return lengthMs === undefined ? { from, to } : { from: new Date(nowMs - lengthMs).toISOString(), to: null };
}

/** Whether the times cannot both hold. */
export function isReversed({ from, to }: PeriodFilter): boolean {
  return from !== null && to !== null && from > to;
}

/** A time as an input of type `datetime-local` shows it, in the reader's own zone; empty for none. */
export function toLocalInput(time: string | null): string {
  if (time === null) return '';
  const date = new Date(time);
  // Not by way of the offset, which is whole minutes: that of long ago was not, and a year that is being typed begins there.
  const [month, day, hours, minutes] = [date.getMonth() + 1, date.getDate(), date.getHours(), date.getMinutes()].map((number) => padded(number, 2)) as [string, string, string, string];
  return `${padded(date.getFullYear(), 4)}-${month}-${day}T${hours}:${minutes}`;
}

/** What such an input holds, in UTC; null where it is empty. */
export function fromLocalInput(value: string): string | null {
  return readTime(value);
}

function padded(number: number, length: number): string {
  return String(number).padStart(length, '0');
}

function readTime(value: unknown): string | null {
  const time = typeof value === 'string' && value !== '' ? new Date(value) : null;
  return time === null || Number.isNaN(time.getTime()) ? null : time.toISOString();
}
