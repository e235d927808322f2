import { readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { EvaluationInputError, messageOf } from '../errors.ts';

/** A line of a CSV file. */
export interface CsvRow<T> {
  readonly values: T;
  /** `file:line`, for messages about it. */
  readonly place: string;
}

/**
 * Reads a CSV file (RFC 4180, UTF-8, with a header; or with semicolons, as spreadsheets write it where the comma is decimal) and checks every line.
 *
 * @param schema of a line, its keys the columns' names; further columns are passed over unless it asks for them
 * @throws EvaluationInputError that names the file and the line
 */
export async function readCsv<T>(path: string, schema: z.ZodType<T>): Promise<CsvRow<T>[]> {
  const rows = parseCsv(await readText(path), path).map(({ record, info }): CsvRow<T> => {
    // Of a row with line breaks in quotes this is the last line.
    const place = `${path}:${info.lines}`;
    const parsed = schema.safeParse(record);
    if (parsed.success) return { values: parsed.data, place };
    const issue = parsed.error.issues[0];
    throw new EvaluationInputError(`${place}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is wrong.'}`);
  });
  if (rows.length === 0) throw new EvaluationInputError(`${path} has no lines below its header.`);
  return rows;
}

function parseCsv(text: string, path: string): { record: unknown; info: { lines: number } }[] {
  try {
    return parse(text, { bom: true, delimiter: delimiterOf(text), columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()), info: true, skip_empty_lines: true, trim: true });
  } catch (cause) {
    const line = cause instanceof CsvError && typeof cause.lines === 'number' ? `:${cause.lines}` : '';
    throw new EvaluationInputError(`${path}${line}: ${messageOf(cause)}`, { cause });
  }
}

/** No column's name has a comma or a semicolon in it. */
function delimiterOf(text: string): string {
  const [header = ''] = text.split('\n', 1);
  return header.includes(',') ? ',' : ';';
}

async function readText(path: string): Promise<string> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new EvaluationInputError(`${path} cannot be read.`, { cause });
  }
  if (text.includes('\0')) throw new EvaluationInputError(`${path} is no UTF-8: save it as “CSV UTF-8”.`);
  return text;
}
