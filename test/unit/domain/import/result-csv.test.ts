import { parse } from 'csv-parse/sync';
import { describe, expect, it } from '@jest/globals';
import type { ImportRow } from '../../../../domain/import/import-row.ts';
import { resultCsv } from '../../../../domain/import/result-csv.ts';

const row = (fields: Partial<ImportRow>): ImportRow => ({ row: 1, line: 2, file: 'a.jpg', fullName: 'Ada', externalId: null, result: null, ...fields });

describe('the result as CSV', () => {
  it('has every row with what became of it, in the form that spreadsheets take for UTF-8', () => {
    const reasons = [{ code: 'BLURRED', message: 'The face is "blurred"; hold still.', measured: 3, limit: 30 }, { code: 'TOO_DARK', message: 'Turn it, please.', measured: 1, limit: 15 }];
    const text = resultCsv([row({ result: { outcome: 'registered', reasons: [], externalImageId: 'id-1' } }), row({ line: 3, externalId: 'b@example.org', result: { outcome: 'refused', reasons, externalImageId: null } }), row({ line: 4 })]);
    expect(text.startsWith('\ufefffile') || text.startsWith('\ufeffline,file,fullName')).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
    expect(parse(text, { bom: true, columns: true })).toEqual([
      { line: '2', file: 'a.jpg', fullName: 'Ada', externalId: '', outcome: 'registered', externalImageId: 'id-1', reasons: '' },
      { line: '3', file: 'a.jpg', fullName: 'Ada', externalId: 'b@example.org', outcome: 'refused', externalImageId: '', reasons: 'BLURRED: The face is "blurred"; hold still. TOO_DARK: Turn it, please.' },
      { line: '4', file: 'a.jpg', fullName: 'Ada', externalId: '', outcome: '', externalImageId: '', reasons: '' },
    ]);
  });

  it.each(['=1+1', '+1', '-1', '@sum(a1)', '＝1'])('holds no formula: %j', (fullName) => {
    const [found] = parse<Record<string, string>>(resultCsv([row({ fullName })]), { bom: true, columns: true });
    expect(found?.fullName).toBe(`'${fullName}`);
  });

  it.each([
    "x;=cmd|' /C calc'!A0;",
    'x,=1+1',
    'x\t=1+1',
    'x\r=1+1',
    'x\n+1',
    'x\r\n@sum(a1)',
    'x; \u00a0-1',
    'x;"=1+1',
    'x;" "=1+1";',
    '"=1+1',
    ' =1+1',
    ';=1;=2,+3',
    '\t=1',
    '\r=1',
    'x;＝1',
  ])('holds no formula, whatever separator a spreadsheet reads it by: %j', (value) => {
    const text = resultCsv([row({ file: value, fullName: value, externalId: value, result: { outcome: 'refused', externalImageId: null, reasons: [{ code: 'FILE_MISSING', message: `The archive holds no file “${value}”.`, measured: null, limit: null }] } })]);
    for (const delimiter of [',', ';', '\t']) {
      // As spreadsheets read it: any line end, and quotes that are no quotes are taken as they stand.
      const records = parse(text, { bom: true, delimiter, relax_quotes: true, relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'] });
      const cells = records.flat().map((cell) => cell.replace(/^[\s"]+/, ''));
      expect(cells.filter((cell) => /^[=+\-@＝＋－＠]/.test(cell))).toEqual([]);
      expect(cells.length).toBeGreaterThanOrEqual(2);
    }
  });

  it('leaves what no spreadsheet takes for a formula as it is', () => {
    const values = { file: 'photos/a-1 = b+c.jpg', fullName: 'Müller-Lüdenscheidt, Anna; geb. Bär', externalId: 'a+b-c@example.org' };
    expect(parse(resultCsv([row(values)]), { bom: true, columns: true })).toMatchObject([values]);
  });
});
