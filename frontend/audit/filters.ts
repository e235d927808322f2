import type { LocationQuery } from 'vue-router';
import { AUDIT_ACTIONS, type AuditAction } from '../../domain/audit.ts';
import { DEFAULT_PERIOD, periodQuery, readPeriod, type PeriodFilter } from '../filters/period.ts';
import { readOneOf, readText, toQuery as shortQuery } from '../filters/query.ts';

/** What the log is restricted to; null where it is not. */
export interface AuditFilters extends PeriodFilter {
  /** The `sub` of who did it. */
  actor: string | null;
  action: AuditAction | null;
}

export const NO_FILTERS: AuditFilters = { actor: null, action: null, ...DEFAULT_PERIOD };

export function readFilters(query: LocationQuery): AuditFilters {
  return { actor: readText(query.actor), action: readOneOf(AUDIT_ACTIONS, query.action), ...readPeriod(query) };
}

/** The address of the filters, short: without what is the default. */
export function toQuery({ actor, action, ...period }: AuditFilters): Record<string, string> {
  return shortQuery({ actor, action, ...periodQuery(period) });
}

export function isFiltered(filters: AuditFilters): boolean {
  return Object.keys(toQuery(filters)).length > 0;
}
