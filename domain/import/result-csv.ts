import type { ImportRow } from './import-row.ts';

const COLUMNS = ['line', 'file', 'fullName', 'externalId', 'outcome', 'externalImageId', 'reasons'] as const;

/** Excel takes a file for UTF-8 by this alone. */
const BYTE_ORDER_MARK = '\ufeff';

/** What spreadsheets take for a formula. Source: https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** The rows and what became of them as CSV (RFC 4180), safe to open in a spreadsheet. */
export function resultCsv(rows: readonly ImportRow[]): string {
  const lines = rows.map(({ line, file, fullName, externalId, result }) =>
    [String(line), file, fullName, externalId ?? '', result?.outcome ?? '', result?.externalImageId ?? '', (result?.reasons ?? []).map(({ code, message }) => `${code}: ${message}`).join(' ')].map(cell),
  );
  return BYTE_ORDER_MARK + [[...COLUMNS], ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** An apostrophe has a spreadsheet show what follows as text. */
function cell(value: string): string {
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /["',;\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
