import { fillIn, type ParametersOf, type Wording } from '../wording.ts';
import { IMPORT_SENTENCES, type ImportDetail } from './import-sentences.ts';

/** Why a whole archive was refused, or one of its rows. */
export const IMPORT_PROBLEM_CODES = [
  'ARCHIVE_TOO_LARGE',
  'ARCHIVE_UNREADABLE',
  'ARCHIVE_REPLACED',
  'TOO_MANY_FILES',
  'UNSAFE_FILE_NAME',
  'DUPLICATE_FILE_NAME',
  'LIST_MISSING',
  'SEVERAL_LISTS',
  'LIST_TOO_LARGE',
  'LIST_UNREADABLE',
  'COLUMN_MISSING',
  'COLUMN_REPEATED',
  'NO_ROWS',
  'TOO_MANY_ROWS',
  'TOO_MANY_VALUES',
  'FIELD_INVALID',
  'FILE_MISSING',
  'FILE_AMBIGUOUS',
  'FILE_UNREADABLE',
  'FILE_TOO_LARGE',
  'FILE_UNSUPPORTED',
  'ROW_REPEATED',
  'ROW_CONTRADICTED',
  'INTERRUPTED',
] as const;
export type ImportProblemCode = (typeof IMPORT_PROBLEM_CODES)[number];

/** What an administrator reads of an archive or a row that could not be used. */
export interface ImportProblem extends Wording {
  code: ImportProblemCode;
  /** A sentence that says what to do. */
  message: string;
}

/** A problem by the name of its sentence. @example importProblem('rowRepeated', { line: 2 }) */
export function importProblem<Detail extends ImportDetail>(detail: Detail, parameters: ParametersOf<(typeof IMPORT_SENTENCES)[Detail]['text']>): ImportProblem {
  const { code, text } = IMPORT_SENTENCES[detail];
  return { code, detail, parameters, message: fillIn(text, parameters) };
}

/** The archive as a whole, or the file of a row, cannot be used as it is. */
export class ImportProblemError extends Error {
  override readonly name = 'ImportProblemError';
  readonly problem: ImportProblem;

  constructor(problem: ImportProblem, cause?: unknown) {
    super(problem.message, { cause });
    this.problem = problem;
  }
}
