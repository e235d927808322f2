import { describe, expect, it } from '@jest/globals';
import { IMPORT_LIMITS } from '../../../../domain/import/limits.ts';
import { readList } from '../../../../functions/shared/import/read-list.ts';

const ADA = { row: 1, line: 2, file: 'ada.jpg', fullName: 'Ada Lovelace', externalId: 'ada@example.org', problem: null };
const LIST = 'file,full name,external id\nada.jpg,Ada Lovelace,ada@example.org\n';
const utf16 = (text: string, isLittleEndian: boolean): Buffer => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return isLittleEndian ? bytes : bytes.swap16();
};
const problem = (code: string): unknown => expect.objectContaining({ problem: expect.objectContaining({ code, message: expect.any(String), detail: expect.any(String) }) });

describe('a list', () => {
  it.each<[string, Buffer]>([
    ['UTF-8', Buffer.from(LIST)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${LIST}`)],
    ['UTF-16, little end first', utf16(LIST, true)],
    ['UTF-16, big end first', utf16(LIST, false)],
    ['semicolons', Buffer.from(LIST.replaceAll(',', ';'))],
    ['tabs', Buffer.from(LIST.replaceAll(',', '\t'))],
    ['lines that end as on Windows', Buffer.from(LIST.replaceAll('\n', '\r\n'))],
    ['lines that end as on old Macs', Buffer.from(LIST.replaceAll('\n', '\r'))],
    ['no end of its last line', Buffer.from(LIST.trimEnd())],
    ['quotes', Buffer.from('"file","full name","external id"\n"ada.jpg","Ada Lovelace","ada@example.org"\n')],
    ['other names of its columns, in another order', Buffer.from('E-Mail;NAME;Room;Photo\nada@example.org;Ada Lovelace;12;ada.jpg\n')],
    ['blank lines and lines of delimiters alone after its own', Buffer.from(`${LIST}\n,,\n \n`)],
    ['spaces around everything', Buffer.from('file , Full_Name, EXTERNAL ID \n ada.jpg , Ada Lovelace ,ada@example.org\n')],
  ])('is read in %s', (_title, bytes) => {
    expect(readList(bytes)).toEqual([ADA]);
  });

  it('is read in Windows-1252, when it is no UTF-8', () => {
    expect(readList(Buffer.from('file;name\nm.jpg;J\xfcrgen M\xfcller \x96 \x80\n', 'latin1'))).toEqual([{ row: 1, line: 2, file: 'm.jpg', fullName: 'Jürgen Müller – €', externalId: null, problem: null }]);
  });

  it('is read in Windows-1252 behind the byte order mark of UTF-8', () => {
    expect(readList(Buffer.from('\xef\xbb\xbffile;name\nm.jpg;M\xfcller\n', 'latin1'))).toMatchObject([{ line: 2, file: 'm.jpg', fullName: 'Müller' }]);
  });

  it.each<[string, string]>([
    ['its header as on Windows, its lines as on Unix', 'file,name\r\na.jpg,A\nb.jpg,B\n'],
    ['its header as on Unix, its lines as on Windows', 'file,name\na.jpg,A\r\nb.jpg,B\r\n'],
    ['every line in another way', 'file,name\ra.jpg,A\r\nb.jpg,B\n'],
  ])('has all people, where an editor shows them, when it ends %s', (_title, text) => {
    expect(readList(Buffer.from(text)).map(({ line, file, fullName }) => [line, file, fullName])).toEqual([[2, 'a.jpg', 'A'], [3, 'b.jpg', 'B']]);
  });

  it.each([';', ',', '\t'])('may say in its first line, as for Excel, that it is separated by %j', (separator) => {
    const text = `\ufeffsep=${separator}\r\n${LIST.replaceAll(',', separator).replaceAll('\n', '\r\n')}`;
    expect(readList(Buffer.from(text))).toEqual([{ ...ADA, line: 3 }]);
  });

  it('counts rows without blank lines, and lines with them', () => {
    expect(readList(Buffer.from('file,name\n\na.jpg,A\n,\n"b.jpg","B\nC"\nd.jpg,D\n')).map(({ row, line, fullName }) => [row, line, fullName])).toEqual([[1, 3, 'A'], [2, 6, 'B\nC'], [3, 7, 'D']]);
  });

  it('has rows with what is missing in them', () => {
    expect(readList(Buffer.from('file,name,email\na.jpg\n,B,b@example.org,,\n'))).toEqual([
      { row: 1, line: 2, file: 'a.jpg', fullName: '', externalId: null, problem: null },
      { row: 2, line: 3, file: '', fullName: 'B', externalId: 'b@example.org', problem: null },
    ]);
  });

  it.each([
    ['its header', 'file,full name,external id'],
    ['the columns of its header that have names', 'file,full name,external id,,'],
  ])('takes a row for no person that has more values than %s: a name may have been taken apart', (_title, header) => {
    expect(readList(Buffer.from(`${header}\nm.jpg,Müller, Anna,anna@example.org\nb.jpg,"Bär, Bob",b@example.org,,\n`))).toMatchObject([
      { line: 2, fullName: 'Müller', problem: { code: 'TOO_MANY_VALUES', detail: 'tooManyValues', parameters: { count: 4, limit: 3 } } },
      { line: 3, fullName: 'Bär, Bob', externalId: 'b@example.org', problem: null },
    ]);
  });

  it.each<[string, string, string]>([
    ['nothing', '', 'COLUMN_MISSING'],
    ['no header', 'ada.jpg,Ada Lovelace\n', 'COLUMN_MISSING'],
    ['no column of files', 'name,email\nAda,a@example.org\n', 'COLUMN_MISSING'],
    ['two columns of names', 'file,name,full name\na.jpg,A,B\n', 'COLUMN_REPEATED'],
    ['no rows', 'file,name\n\n', 'NO_ROWS'],
    ['a quote that nobody closes', 'file,name\na.jpg,"A\n', 'LIST_UNREADABLE'],
    ['bytes that are no text', 'PK\u0003\u0004\0\0', 'LIST_UNREADABLE'],
    ['too many rows', `file,name\n${'a.jpg,A\n'.repeat(IMPORT_LIMITS.rows + 1)}`, 'TOO_MANY_ROWS'],
  ])('is refused with %s', (_title, text, code) => {
    expect(() => readList(Buffer.from(text))).toThrow(problem(code));
  });
});
