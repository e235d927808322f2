import { describe, expect, it } from '@jest/globals';
import type { ArchivedFile } from '../../../../functions/shared/import/archive.ts';
import { FileFinder } from '../../../../functions/shared/import/find-file.ts';

const fileAt = (path: string): ArchivedFile => ({ path, headerOffset: 0, packedBytes: 1, sizeBytes: 1, method: 0, isEncrypted: false, crc32: 0 });
const finderOf = (listPath: string, ...paths: string[]): FileFinder => new FileFinder([listPath, ...paths].map(fileAt), listPath);

describe('a file that a list names', () => {
  const finder = finderOf('exam/list.csv', 'exam/photos/ada.jpg', 'exam/bob.jpg', 'other/bob.jpg', 'exam/Eve.jpg', 'exam/eve.jpg', 'exam/Only.JPG');

  it.each([
    ['photos/ada.jpg', 'exam/photos/ada.jpg'],
    ['.\\photos\\ada.jpg', 'exam/photos/ada.jpg'],
    ['exam/photos/ada.jpg', 'exam/photos/ada.jpg'],
    ['ada.jpg', 'exam/photos/ada.jpg'],
    ['ADA.JPG', 'exam/photos/ada.jpg'],
    ['bob.jpg', 'exam/bob.jpg'],
    ['other/bob.jpg', 'other/bob.jpg'],
    ['Eve.jpg', 'exam/Eve.jpg'],
    ['eve.jpg', 'exam/eve.jpg'],
    ['only.jpg', 'exam/Only.JPG'],
  ])('%s is %s', (reference, path) => {
    expect(finder.find(reference).path).toBe(path);
  });

  it.each([
    ['carol.jpg', 'FILE_MISSING'],
    ['../ada.jpg', 'FILE_MISSING'],
    ['EVE.jpg', 'FILE_AMBIGUOUS'],
  ])('%s is %s', (reference, code) => {
    expect(() => finder.find(reference)).toThrow(expect.objectContaining({ problem: expect.objectContaining({ code, message: expect.stringContaining(reference), parameters: expect.objectContaining({ file: reference }) }) }));
  });
});
