import type { AuditAction, AuditEntry } from '../../domain/audit.ts';
import type { ApiClient, Page } from './client.ts';

export interface ListAuditEntriesProps {
  /** The `sub` of who did it. */
  actor: string | null;
  action: AuditAction | null;
  /** ISO 8601; of the last 30 days where null. */
  from: string | null;
  to: string | null;
  cursor: string | null;
  signal?: AbortSignal;
}

/** Newest first. A page may be short, or empty, and not the last: its cursor says so. */
export function listAuditEntries(api: ApiClient, { signal, ...query }: ListAuditEntriesProps): Promise<Page<AuditEntry>> {
  return api.json('/audit', { query: { ...query }, signal: signal ?? null });
}
