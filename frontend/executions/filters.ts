import type { LocationQuery } from 'vue-router';
import { DECISIONS, type Decision } from '../../domain/decision.ts';
import { EXECUTION_STATUSES, MACHINES, type ExecutionStatus, type Machine } from '../api/executions.ts';
import { DEFAULT_PERIOD, periodQuery, readPeriod, type PeriodFilter } from '../filters/period.ts';
import { readOneOf, readText, toQuery as shortQuery } from '../filters/query.ts';

/** What the list is restricted to; null where it is not. */
export interface ExecutionFilters extends PeriodFilter {
  machine: Machine | null;
  status: ExecutionStatus | null;
  decision: Decision | null;
  session: string | null;
  person: string | null;
}

export const NO_FILTERS: ExecutionFilters = { machine: null, status: null, decision: null, session: null, person: null, ...DEFAULT_PERIOD };

/** Reads the filters of an address; what it does not know is left out. */
export function readFilters(query: LocationQuery): ExecutionFilters {
  return {
    machine: readOneOf(MACHINES, query.machine),
    status: readOneOf(EXECUTION_STATUSES, query.status),
    decision: readOneOf(DECISIONS, query.decision),
    session: readText(query.session),
    person: readText(query.person),
    ...readPeriod(query),
  };
}

/** The address of the filters, short: without what is the default. */
export function toQuery({ machine, status, decision, session, person, ...period }: ExecutionFilters): Record<string, string> {
  return shortQuery({ machine, status, decision, session, person, ...periodQuery(period) });
}

export function isFiltered(filters: ExecutionFilters): boolean {
  return Object.keys(toQuery(filters)).length > 0;
}
