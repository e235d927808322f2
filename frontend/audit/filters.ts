import { AUDIT_ACTIONS, type AuditAction } from '../../domain/audit.ts';
import { listFilters } from '../filters/list-filters.ts';
import type { PeriodFilter } from '../filters/period.ts';
import { oneOf, readText } from '../filters/query.ts';

/** What the log is restricted to; null where it is not. */
export interface AuditFilters extends PeriodFilter {
  /** The `sub` of who did it. */
  actor: string | null;
  action: AuditAction | null;
}

export const AUDIT_FILTERS = listFilters<AuditFilters>({ actor: readText, action: oneOf(AUDIT_ACTIONS) });
