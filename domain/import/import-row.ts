import type { ImportProblem } from './import-problem.ts';

/** `alreadyRegistered`: by its face, its external id, or an earlier row of the same archive. */
export const ROW_OUTCOMES = ['registered', 'alreadyRegistered', 'refused', 'failed'] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

/** A reason against a row: of the list or its file, or of the photo, with what was measured. */
export interface RowReason {
  code: string;
  message: string;
  measured: number | null;
  limit: number | null;
}

/** A row's end. */
export interface RowResult {
  outcome: RowOutcome;
  /** All of them; none for a registered row. */
  reasons: RowReason[];
  /** The person who is registered, by this row or before it; null where nobody is. */
  externalImageId: string | null;
}

/** A row of the list. */
export interface ImportRow {
  /** From 1, in the list's order, without blank lines. */
  row: number;
  /** Of the list, from 1: where an editor shows it. */
  line: number;
  /** As the list has them. */
  file: string;
  fullName: string;
  externalId: string | null;
  /** Null until it is decided. */
  result: RowResult | null;
}

/** How many rows ended how; `waiting` are those without a result. */
export type RowCounts = Record<RowOutcome | 'waiting' | 'total', number>;

export function countRows(rows: readonly Pick<ImportRow, 'result'>[]): RowCounts {
  const counts: RowCounts = { total: rows.length, waiting: 0, registered: 0, alreadyRegistered: 0, refused: 0, failed: 0 };
  for (const { result } of rows) counts[result?.outcome ?? 'waiting'] += 1;
  return counts;
}

/** A row that cannot be used for a reason of its own. */
export function refusedRow({ code, message }: ImportProblem): RowResult {
  return { outcome: 'refused', reasons: [{ code, message, measured: null, limit: null }], externalImageId: null };
}
