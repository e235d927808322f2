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

  it.each(['=1+1', '+1', '-1', '@sum(a1)', '\t=1', '\r=1', '＝1'])('holds no formula: %j', (fullName) => {
    const [found] = parse<Record<string, string>>(resultCsv([row({ fullName })]), { bom: true, columns: true });
    expect(found?.fullName).toBe(`'${fullName}`);
  });
});
