import type { AuditAction, AuditEntry } from '../../../domain/audit.ts';

/** Which entries of the audit log to list; null is any. */
export interface AuditFilter {
  /** The `sub` of who did it. */
  actor: string | null;
  action: AuditAction | null;
  /** Last done at or after; null: within 30 days before `to`. ISO 8601. */
  from: string | null;
  /** First done at or before; null: now. ISO 8601. */
  to: string | null;
}

export interface AuditEntries {
  /** Newest first, reads by the window they were made in. A cursor stays good while new entries arrive. A page may have less than there are; the last has no cursor. */
  list(filter: AuditFilter, cursor: string | null): Promise<{ items: AuditEntry[]; nextCursor: string | null }>;
}
