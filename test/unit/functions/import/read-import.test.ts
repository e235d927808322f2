import { describe, expect, it } from '@jest/globals';
import { readImport } from '../../../../functions/shared/logic/read-import.ts';
import type { StoredRow } from '../../../../functions/shared/ports/imports.ts';
import { zip } from '../../../helpers/zip.ts';

/** Of an item of DynamoDB. Source: its developer guide, "Constraints" */
const MAX_ITEM_BYTES = 400 * 1024;

/** The rows of a list beside photos. */
function read(lines: readonly string[], photos: readonly string[] = ['a.jpg', 'b.jpg', 'c.jpg']): Promise<StoredRow[]> {
  const archive = zip([...photos.map((name) => ({ name, content: name })), { name: 'list.csv', content: ['file,full name,external id', ...lines].join('\n'), method: 0 }]);
  return readImport({ sizeBytes: archive.length, read: (start, end) => Promise.resolve(archive.subarray(start, end)) });
}

const told = (rows: readonly StoredRow[]): string[] => rows.map(({ result }) => result?.reasons.map(({ detail, parameters }) => `${detail ?? ''} ${String(parameters?.line ?? '')}`.trim()).join() ?? 'good');

describe('the rows of an archive', () => {
  it('are those of its list, with where their photos lie', async () => {
    expect(await read(['A.JPG,Ada, ADA@example.org ', 'b.jpg,Bob,'])).toMatchObject([
      { row: 1, line: 2, file: 'A.JPG', fullName: 'Ada', externalId: 'ada@example.org', attempt: 1, photo: { path: 'a.jpg' }, result: null },
      { row: 2, line: 3, file: 'b.jpg', fullName: 'Bob', externalId: null, attempt: 1, photo: { path: 'b.jpg' }, result: null },
    ]);
  });

  it('are refused one by one, with what their lines say', async () => {
    const rows = await read(['a.jpg,Müller, Anna,anna@example.org', 'x.jpg,Bob,B@example.org', 'b.jpg,,c@example.org', 'c.jpg,Carol,']);
    expect(told(rows)).toEqual(['tooManyValues', 'fileMissing', 'empty', 'good']);
    expect(rows[1]).toMatchObject({ file: 'x.jpg', fullName: 'Bob', externalId: 'B@example.org', photo: null, result: { outcome: 'refused' } });
  });

  it('can be kept and read, however long their values are', async () => {
    const endless = '😀'.repeat(120_000);
    const rows = await read([`a.jpg,${endless},`, `b.jpg,Bob,${endless}`, `${endless},Carol,`, `${'./'.repeat(250_000)}c.jpg,Carol,`]);
    expect(told(rows)).toEqual(['tooLong', 'tooLong', 'fileMissing', 'good']);
    for (const row of rows) expect(Buffer.byteLength(JSON.stringify(row))).toBeLessThan(MAX_ITEM_BYTES / 50);
    const cut = `${'😀'.repeat(300)}…`;
    expect([rows[0]?.fullName, rows[1]?.externalId, rows[2]?.file, rows[2]?.result?.reasons[0]?.parameters?.file]).toEqual([cut, cut, cut, cut]);
    expect(rows[2]?.result?.reasons[0]?.message).toContain(cut);
  });

  it('are registered once where they are repeated', async () => {
    expect(told(await read(['a.jpg,Ada,ada@example.org', 'A.jpg,Ada,ADA@example.org', 'a.jpg,Ada,ada@example.org']))).toEqual(['good', 'rowRepeated 2', 'rowRepeated 2']);
  });

  it.each<[string, string[], string[]]>([
    ['one photo for two names', ['a.jpg,Ada,', 'b.jpg,Bob,', 'A.JPG,Carol,'], ['photoOfOtherRow 4', 'good', 'photoOfOtherRow 2']],
    ['one photo for two external ids', ['a.jpg,Ada,ada@example.org', 'a.jpg,Ada,'], ['photoOfOtherRow 3', 'photoOfOtherRow 2']],
    ['one external id for two people', ['a.jpg,Ada,x@example.org', 'b.jpg,Bob,X@example.org'], ['externalIdOfOtherRow 3', 'externalIdOfOtherRow 2']],
    ['one external id for two photos of a person', ['a.jpg,Ada,x@example.org', 'b.jpg,Ada,x@example.org'], ['externalIdOfOtherRow 3', 'externalIdOfOtherRow 2']],
    ['a row twice, and its photo for another name', ['a.jpg,Ada,', 'a.jpg,Ada,', 'a.jpg,Bob,'], ['photoOfOtherRow 4', 'photoOfOtherRow 4', 'photoOfOtherRow 2']],
  ])('are refused, all of them, where the list has %s', async (_title, lines, problems) => {
    const rows = await read(lines);
    expect(told(rows)).toEqual(problems);
    expect(rows.filter(({ result }) => result !== null).map(({ photo }) => photo)).toEqual(problems.filter((problem) => problem !== 'good').map(() => null));
  });

  it('are not refused for a row that is refused itself, nor for a name that two people have', async () => {
    expect(told(await read(['a.jpg,Ada,x@example.org', 'a.jpg,,y@example.org', 'missing.jpg,Bob,x@example.org', 'b.jpg,Ada,z@example.org', 'c.jpg,Ada,']))).toEqual(['good', 'empty', 'fileMissing', 'good', 'good']);
  });
});
