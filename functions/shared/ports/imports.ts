import type { ImportProblem } from '../../../domain/import/import-problem.ts';
import type { ImportRow, RowCounts, RowResult } from '../../../domain/import/import-row.ts';
import type { ArchivedFile } from '../import/archive.ts';

/** `refused`: the archive as a whole. `failed`: broken off for a reason that is not the archive's. */
export const IMPORT_STATUSES = ['awaitingUpload', 'running', 'completed', 'refused', 'failed'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** A bulk registration. */
export interface ImportRecord {
  importId: string;
  status: ImportStatus;
  /** The `sub` of the administrator. */
  createdBy: string;
  /** Null where their token named none. */
  creatorEmail: string | null;
  createdAt: string;
  /** Until when the upload may begin. */
  uploadExpiresAt: string;
  startedAt: string | null;
  completedAt: string | null;
  /** The upload that was taken; its content may not change any more. */
  archive: { etag: string; sizeBytes: number } | null;
  /** Null until the list is read. */
  rowCount: number | null;
  /** What its rows came to; null until it has ended. */
  counts: RowCounts | null;
  error: ImportProblem | null;
}

/** A row as it is kept. */
export interface StoredRow extends ImportRow {
  /** Of registering its person; from 1. */
  attempt: number;
  /** Where its photo lies in the archive; null where it was refused before that was known. */
  photo: ArchivedFile | null;
}

export interface RowPage {
  items: ImportRow[];
  nextCursor: string | null;
}

export interface Imports {
  create(record: Pick<ImportRecord, 'importId' | 'createdBy' | 'creatorEmail' | 'createdAt' | 'uploadExpiresAt'>): Promise<void>;
  find(importId: string): Promise<ImportRecord | null>;
  /** Newest first; one that was begun a moment ago may be missing. A cursor stays good while others are begun. */
  list(cursor: string | null): Promise<{ items: ImportRecord[]; nextCursor: string | null }>;
  /** From awaiting its upload to running, for one upload alone. Answers the record as it stands now; null when there is none. */
  begin(importId: string, archive: { etag: string; sizeBytes: number }, startedAt: string): Promise<ImportRecord | null>;
  /** Writes rows that are not there yet; those that are stay as they are. */
  addRows(importId: string, rows: readonly StoredRow[]): Promise<void>;
  setRowCount(importId: string, rowCount: number): Promise<void>;
  findRow(importId: string, row: number): Promise<StoredRow | null>;
  /** From an attempt to the next one; whoever is too late with that changes nothing. */
  beginAttempt(importId: string, row: number, attempt: number): Promise<void>;
  /** Decides a row, unless it is decided already. */
  decideRow(importId: string, row: number, result: RowResult): Promise<void>;
  /** In the list's order. */
  listRows(importId: string, cursor: string | null): Promise<RowPage>;
  allRows(importId: string): Promise<ImportRow[]>;
  countRows(importId: string): Promise<RowCounts>;
  /** Ends a running import, once; one that has ended stays as it is. */
  end(importId: string, ending: { status: 'completed' | 'refused' | 'failed'; completedAt: string; error: ImportProblem | null; counts: RowCounts }): Promise<void>;
}
