import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import { DECISIONS, type Decision } from '../../domain/decision.ts';
import { listFilters } from '../filters/list-filters.ts';
import type { PeriodFilter } from '../filters/period.ts';
import { oneOf, readText } from '../filters/query.ts';

export const REVIEWED = ['false', 'true'] as const;

/** What the list is restricted to; null where it is not. */
export interface VerdictFilters extends PeriodFilter {
  decision: Decision | null;
  /** Whether an auditor's word on it stands. */
  reviewed: (typeof REVIEWED)[number] | null;
  session: string | null;
  person: string | null;
}

export const VERDICT_FILTERS = listFilters<VerdictFilters>({ decision: oneOf(DECISIONS), reviewed: oneOf(REVIEWED), session: readText, person: readText });

/** What waits for a reviewer: the lists that are one click away. */
export const WORK_LISTS = ['flagged', 'inconclusive'] as const;
export type WorkList = (typeof WORK_LISTS)[number];

export function workList(decision: WorkList): VerdictFilters {
  return { ...VERDICT_FILTERS.none, decision, reviewed: 'false' };
}

/** A verdict's address, with the list that it was reached from: whoever reviews goes on in it. */
export function verdictInList(verdictId: string, filters: VerdictFilters): { name: string; params: { name: string }; query: LocationQueryRaw } {
  return { name: 'execution', params: { name: verdictId }, query: { list: new URLSearchParams(VERDICT_FILTERS.write(filters)).toString() } };
}

/** The list that a verdict was reached from; null where it was not. */
export function readList(query: LocationQuery): VerdictFilters | null {
  return typeof query.list === 'string' ? VERDICT_FILTERS.read(Object.fromEntries(new URLSearchParams(query.list))) : null;
}
