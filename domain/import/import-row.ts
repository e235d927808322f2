import type { MeasuredQuantity } from '../registration/photo-refusal.ts';
import { fillIn, type ParametersOf, type Wording } from '../wording.ts';
import type { ImportProblem } from './import-problem.ts';

/** `alreadyRegistered`: by its face, its external id, or an earlier row of the same archive. */
export const ROW_OUTCOMES = ['registered', 'alreadyRegistered', 'refused', 'failed'] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

/** Why a row was not registered with which nothing is wrong. */
export const ROW_SENTENCES = {
  faceRegisteredAs: { code: 'FACE_ALREADY_REGISTERED', text: 'This face is registered already, as “{name}”.' },
  externalIdRegisteredAs: { code: 'EXTERNAL_ID_TAKEN', text: 'This external id is registered already, as “{name}”.' },
  registrationFailed: { code: 'REGISTRATION_FAILED', text: 'The face could not be registered, and nothing was kept: upload this row again.' },
} as const;
type RowDetail = keyof typeof ROW_SENTENCES;

/** A reason against a row: of the list or its file, with which sentence it is, or of the photo, with what was measured. */
export interface RowReason extends Partial<Wording> {
  code: string;
  message: string;
  /** What was measured of the photo, with its unit. */
  quantity?: MeasuredQuantity;
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

/** A reason by the name of its sentence. */
export function rowReason<Detail extends RowDetail>(detail: Detail, parameters: ParametersOf<(typeof ROW_SENTENCES)[Detail]['text']>): RowReason {
  const { code, text } = ROW_SENTENCES[detail];
  return { code, detail, parameters, message: fillIn(text, parameters), measured: null, limit: null };
}

/** A row that cannot be used for a reason of its own. */
export function refusedRow(problem: ImportProblem): RowResult {
  return { outcome: 'refused', reasons: [{ ...problem, measured: null, limit: null }], externalImageId: null };
}

/** A row with which nothing is wrong, and of which nothing came. */
export function failedRow(reason: RowReason): RowResult {
  return { outcome: 'failed', reasons: [reason], externalImageId: null };
}
