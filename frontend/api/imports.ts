import type { ImportRow, RowCounts } from '../../domain/import/import-row.ts';
import type { Told } from '../composables/useSentence.ts';
import type { ApiClient, Page } from './client.ts';

/** Where an archive is to be put. */
export interface ImportUpload {
  bulkId: string;
  uploadUrl: string;
  /** ISO 8601, UTC: until when an upload may begin. */
  expiresAt: string;
  maxSizeBytes: number;
}

export type ImportStatus = 'awaitingUpload' | 'running' | 'completed' | 'refused' | 'failed';

/** A bulk registration, its progress and a page of its rows. */
export interface Import {
  bulkId: string;
  status: ImportStatus;
  createdAt: string;
  uploadExpiresAt: string;
  startedAt: string | null;
  completedAt: string | null;
  counts: RowCounts;
  /** Null until the list is read. */
  progress: { decided: number; total: number } | null;
  /** Why the whole archive was refused, or the import broke off. */
  error: Told | null;
  items: ImportRow[];
  nextCursor: string | null;
}

/** A bulk registration in the list of them. */
export interface ImportSummary extends Pick<Import, 'bulkId' | 'status' | 'createdAt' | 'uploadExpiresAt' | 'startedAt' | 'completedAt' | 'error'> {
  createdBy: { sub: string; email: string | null };
  /** How many its list has; null until that is read. */
  rows: number | null;
  /** What they came to; null until it has ended. */
  counts: RowCounts | null;
}

/** Newest first, whoever began them. */
export function listImports(api: ApiClient, { cursor, signal }: { cursor: string | null; signal?: AbortSignal }): Promise<Page<ImportSummary>> {
  return api.json('/registrations/bulk', { query: { cursor }, signal: signal ?? null });
}

export function startImport(api: ApiClient, signal?: AbortSignal): Promise<ImportUpload> {
  return api.json('/registrations/bulk', { method: 'POST', body: {}, signal: signal ?? null });
}

export function getImport(api: ApiClient, bulkId: string, { cursor, signal }: { cursor: string | null; signal?: AbortSignal }): Promise<Import> {
  return api.json(pathOf(bulkId), { query: { cursor }, signal: signal ?? null });
}

/** All rows and what became of them, as CSV. */
export function getImportResult(api: ApiClient, bulkId: string): Promise<Blob> {
  return api.blob(`${pathOf(bulkId)}/result.csv`, { headers: { accept: 'text/csv' } });
}

function pathOf(bulkId: string): string {
  return `/registrations/bulk/${encodeURIComponent(bulkId)}`;
}
