import type { LocationQuery } from 'vue-router';
import { EXECUTION_STATUSES, MACHINES, type ExecutionStatus, type Machine } from '../api/executions.ts';
import { DEFAULT_PERIOD, periodQuery, readPeriod, type PeriodFilter } from '../filters/period.ts';
import { readOneOf, toQuery as shortQuery } from '../filters/query.ts';

/** What the list is restricted to; null where it is not. */
export interface ExecutionFilters extends PeriodFilter {
  machine: Machine | null;
  status: ExecutionStatus | null;
}

export const NO_FILTERS: ExecutionFilters = { machine: null, status: null, ...DEFAULT_PERIOD };

/** Reads the filters of an address; what it does not know is left out. */
export function readFilters(query: LocationQuery): ExecutionFilters {
  return { machine: readOneOf(MACHINES, query.machine), status: readOneOf(EXECUTION_STATUSES, query.status), ...readPeriod(query) };
}

/** The address of the filters, short: without what is the default. */
export function toQuery({ machine, status, ...period }: ExecutionFilters): Record<string, string> {
  return shortQuery({ machine, status, ...periodQuery(period) });
}

export function isFiltered(filters: ExecutionFilters): boolean {
  return Object.keys(toQuery(filters)).length > 0;
}
