import type { ImportRow } from './import-row.ts';

const COLUMNS = ['line', 'file', 'fullName', 'externalId', 'outcome', 'externalImageId', 'reasons'] as const;

/** Excel takes a file for UTF-8 by this alone. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Where a spreadsheet may begin a formula: with a cell, and behind whatever it takes for the end of one. Quotes keep cells together only for who reads by
 * commas; by semicolons, as Excel does in half of Europe, or by tabs, they stand inside a cell and hold nothing. Source:
 * https://owasp.org/www-community/attacks/CSV_Injection, which names the characters and warns of separators and quotes.
 */
const FORMULA = /(^|[,;\t\r\n])([\s"]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** The rows and what became of them as CSV (RFC 4180), safe to open in a spreadsheet. */
export function resultCsv(rows: readonly ImportRow[]): string {
  const lines = rows.map(({ line, file, fullName, externalId, result }) =>
    [String(line), file, fullName, externalId ?? '', result?.outcome ?? '', result?.externalImageId ?? '', (result?.reasons ?? []).map(({ code, message }) => `${code}: ${message}`).join(' ')].map(cell),
  );
  return BYTE_ORDER_MARK + [[...COLUMNS], ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** An apostrophe before it has a spreadsheet take for text what would be a formula. */
function cell(value: string): string {
  const text = value.replaceAll(FORMULA, "$1$2'").replace(/^(?=[\t\r])/, "'");
  return /["',;\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
