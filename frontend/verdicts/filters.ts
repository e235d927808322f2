import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import { DECISIONS, type Decision } from '../../domain/decision.ts';
import { DEFAULT_PERIOD, periodQuery, readPeriod, type PeriodFilter } from '../filters/period.ts';
import { readOneOf, readText, toQuery as shortQuery } from '../filters/query.ts';

export const REVIEWED = ['false', 'true'] as const;

/** What the list is restricted to; null where it is not. */
export interface VerdictFilters extends PeriodFilter {
  decision: Decision | null;
  /** Whether an auditor's word on it stands. */
  reviewed: (typeof REVIEWED)[number] | null;
  session: string | null;
  person: string | null;
}

export const NO_FILTERS: VerdictFilters = { decision: null, reviewed: null, session: null, person: null, ...DEFAULT_PERIOD };

/** What waits for a reviewer: the lists that are one click away. */
export const WORK_LISTS = ['flagged', 'inconclusive'] as const;
export type WorkList = (typeof WORK_LISTS)[number];

export function workList(decision: WorkList): VerdictFilters {
  return { ...NO_FILTERS, decision, reviewed: 'false' };
}

export function readFilters(query: LocationQuery): VerdictFilters {
  return {
    decision: readOneOf(DECISIONS, query.decision),
    reviewed: readOneOf(REVIEWED, query.reviewed),
    session: readText(query.session),
    person: readText(query.person),
    ...readPeriod(query),
  };
}

/** The address of the filters, short: without what is the default. */
export function toQuery({ decision, reviewed, session, person, ...period }: VerdictFilters): Record<string, string> {
  return shortQuery({ decision, reviewed, session, person, ...periodQuery(period) });
}

export function isFiltered(filters: VerdictFilters): boolean {
  return Object.keys(toQuery(filters)).length > 0;
}

/** A verdict's address, with the list that it was reached from: whoever reviews goes on in it. */
export function verdictInList(verdictId: string, filters: VerdictFilters): { name: string; params: { name: string }; query: LocationQueryRaw } {
  return { name: 'execution', params: { name: verdictId }, query: { list: new URLSearchParams(toQuery(filters)).toString() } };
}

/** The list that a verdict was reached from; null where it was not. */
export function readList(query: LocationQuery): VerdictFilters | null {
  return typeof query.list === 'string' ? readFilters(Object.fromEntries(new URLSearchParams(query.list))) : null;
}
