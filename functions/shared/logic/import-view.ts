import type { ImportProblem } from '../../../domain/import/import-problem.ts';
import type { ImportRow, RowCounts } from '../../../domain/import/import-row.ts';
import type { ImportRecord, ImportStatus } from '../ports/imports.ts';

/** A bulk registration as `GET /registrations/bulk/{id}` answers it. */
export interface ImportView {
  bulkId: string;
  status: ImportStatus;
  createdAt: string;
  /** Until when the upload may begin. */
  uploadExpiresAt: string;
  startedAt: string | null;
  completedAt: string | null;
  counts: RowCounts;
  /** Of the rows, how many are decided; null until the list is read. */
  progress: { decided: number; total: number } | null;
  /** Why the whole archive was refused, or the import broke off. */
  error: ImportProblem | null;
  items: ImportRow[];
  nextCursor: string | null;
}

/** A bulk registration as `GET /registrations/bulk` lists it. */
export interface ImportSummary extends Pick<ImportView, 'bulkId' | 'status' | 'createdAt' | 'uploadExpiresAt' | 'startedAt' | 'completedAt' | 'error'> {
  createdBy: { sub: string; email: string | null };
  /** How many rows its list has; null until that is read. */
  rows: number | null;
  /** What they came to; null until it has ended. */
  counts: RowCounts | null;
}

export function summariseImport({ importId, createdBy, creatorEmail, rowCount, status, createdAt, uploadExpiresAt, startedAt, completedAt, counts, error }: ImportRecord): ImportSummary {
  return { bulkId: importId, status, createdBy: { sub: createdBy, email: creatorEmail }, createdAt, uploadExpiresAt, startedAt, completedAt, rows: rowCount, counts, error };
}

export function viewImport({ importId, rowCount, status, createdAt, uploadExpiresAt, startedAt, completedAt, error }: ImportRecord, counts: RowCounts, page: { items: ImportRow[]; nextCursor: string | null }): ImportView {
  const progress = rowCount === null ? null : { decided: counts.total - counts.waiting, total: rowCount };
  return { bulkId: importId, status, createdAt, uploadExpiresAt, startedAt, completedAt, counts, progress, error, ...page };
}
