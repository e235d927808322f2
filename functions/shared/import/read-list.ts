import { CsvError, parse } from 'csv-parse/sync';
import { importProblem, ImportProblemError, type ImportProblem } from '../../../domain/import/import-problem.ts';
import { IMPORT_LIMITS } from '../../../domain/import/limits.ts';
import { findColumns } from '../../../domain/import/list-columns.ts';
import { decodeText } from './decode-text.ts';

/** A line of the list as it was written. */
export interface ListedPerson {
  row: number;
  /** Where in the file, from 1. */
  line: number;
  file: string;
  fullName: string;
  externalId: string | null;
  /** Why the line cannot be taken for a person's; null when it can. */
  problem: ImportProblem | null;
}

interface Record_ {
  record: string[];
  info: { lines: number };
}

const DELIMITERS = [',', ';', '\t'];

/** By which Excel is told the delimiter. */
const SEPARATOR_LINE = /^sep=([,;\t])(?=\n)/i;

/**
 * The people of a list in CSV, whatever its encoding, delimiter and line ends are.
 * @throws ImportProblemError LIST_UNREADABLE, COLUMN_MISSING, COLUMN_REPEATED, NO_ROWS, TOO_MANY_ROWS
 */
export function readList(bytes: Uint8Array): ListedPerson[] {
  const text = decodeText(bytes).replaceAll(/\r\n?/g, '\n');
  if (text.includes('\0')) throw new ImportProblemError(importProblem('listNoText', {}));
  const [header, ...lines] = parseCsv(text);
  const columns = findColumns(header?.record ?? []);
  // A line of delimiters alone is what a spreadsheet leaves of a deleted one.
  const filled = lines.filter(({ record }) => record.some((value) => value !== ''));
  if (filled.length === 0) throw new ImportProblemError(importProblem('noRows', {}));
  if (filled.length > IMPORT_LIMITS.rows) throw new ImportProblemError(importProblem('tooManyRows', { count: filled.length, limit: IMPORT_LIMITS.rows }));
  return filled.map(({ record, info }, index) => {
    const externalId = columns.externalId === null ? '' : (record[columns.externalId] ?? '');
    const [count, limit] = [filledLength(record), filledLength(header?.record ?? [])];
    return {
      row: index + 1,
      line: info.lines,
      file: record[columns.file] ?? '',
      fullName: record[columns.fullName] ?? '',
      externalId: externalId === '' ? null : externalId,
      // Whoever writes a name as "Müller, Anna" without quotes has somebody else registered, under the rest of the name for an external id.
      problem: count > limit ? importProblem('tooManyValues', { count, limit }) : null,
    };
  });
}

/** Up to its last value that is not empty: a spreadsheet fills all lines up to the longest one. */
const filledLength = (values: readonly string[]): number => values.findLastIndex((value) => value !== '') + 1;

function parseCsv(text: string): Record_[] {
  // The line stays, an empty one: those after it are counted as an editor counts them.
  const [, separator] = SEPARATOR_LINE.exec(text) ?? [];
  const lines = text.replace(SEPARATOR_LINE, '');
  try {
    // Lines may be shorter or longer than the header: what is missing or too much is told row by row.
    return parse(lines, { delimiter: separator ?? delimiterOf(lines), info: true, record_delimiter: '\n', relax_column_count: true, skip_empty_lines: true, trim: true }) as unknown as Record_[];
  } catch (cause) {
    const line: unknown = cause instanceof CsvError ? cause.lines : undefined;
    throw new ImportProblemError(typeof line === 'number' ? importProblem('listNoCsvInLine', { line }) : importProblem('listNoCsv', {}), cause);
  }
}

/** The one that the header has most of: no column's name has any in it. */
function delimiterOf(text: string): string {
  const [header = ''] = text.trimStart().split('\n', 1);
  const count = (delimiter: string): number => header.split(delimiter).length;
  return DELIMITERS.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}
