import type { LocationQuery } from 'vue-router';
import { EXECUTION_STATUSES, MACHINES, type ExecutionStatus, type Machine } from '../api/executions.ts';

/** Which executions to list: the last so and so long, or between two times. */
export const PERIODS = ['hour', 'day', 'week', 'month', 'custom'] as const;
export type Period = (typeof PERIODS)[number];

/** What the list is restricted to; null where it is not. */
export interface ExecutionFilters {
  machine: Machine | null;
  status: ExecutionStatus | null;
  period: Period;
  /** ISO 8601, UTC; of the period `custom` alone. */
  from: string | null;
  to: string | null;
}

export const NO_FILTERS: ExecutionFilters = { machine: null, status: null, period: 'month', from: null, to: null };

const HOUR_MS = 3_600_000;
/** The API's own range is the month. */
const LENGTHS_MS: Partial<Record<Period, number>> = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS };

/** Reads the filters of an address; what it does not know is left out. */
export function readFilters(query: LocationQuery): ExecutionFilters {
  const period = PERIODS.find((known) => known === query.period) ?? NO_FILTERS.period;
  return {
    machine: MACHINES.find((known) => known === query.machine) ?? null,
    status: EXECUTION_STATUSES.find((known) => known === query.status) ?? null,
    period,
    from: period === 'custom' ? readTime(query.from) : null,
    to: period === 'custom' ? readTime(query.to) : null,
  };
}

/** The address of the filters, short: without what is the default. */
export function toQuery({ machine, status, period, from, to }: ExecutionFilters): Record<string, string> {
  const custom = period === 'custom' ? { from, to } : {};
  const entries = Object.entries({ machine, status, period: period === NO_FILTERS.period ? null : period, ...custom });
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== null));
}

export function isFiltered(filters: ExecutionFilters): boolean {
  return Object.keys(toQuery(filters)).length > 0;
}

/** The filters' times as the API wants them. */
export function toRange({ period, from, to }: ExecutionFilters, nowMs: number): { from: string | null; to: string | null } {
  const lengthMs = LENGTHS_MS[period];
  return lengthMs === undefined ? { from, to } : { from: new Date(nowMs - lengthMs).toISOString(), to: null };
}

/** Whether the times cannot both hold. */
export function isReversed({ from, to }: ExecutionFilters): boolean {
  return from !== null && to !== null && from > to;
}

/** A time as an input of type `datetime-local` shows it, in the reader's own zone; empty for none. */
export function toLocalInput(time: string | null): string {
  if (time === null) return '';
  const date = new Date(time);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** What such an input holds, in UTC; null where it is empty. */
export function fromLocalInput(value: string): string | null {
  return readTime(value);
}

function readTime(value: unknown): string | null {
  const time = typeof value === 'string' && value !== '' ? new Date(value) : null;
  return time === null || Number.isNaN(time.getTime()) ? null : time.toISOString();
}
