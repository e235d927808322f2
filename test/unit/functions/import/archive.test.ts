import { describe, expect, it } from '@jest/globals';
import { IMPORT_LIMITS } from '../../../../domain/import/limits.ts';
import { listArchive, readArchived } from '../../../../functions/shared/import/archive.ts';
import type { ByteSource } from '../../../../functions/shared/import/byte-source.ts';
import { zip, type ZipEntry } from '../../../helpers/zip.ts';

/** An archive in memory that remembers how much of it was asked for. */
function sourceOf(bytes: Buffer): ByteSource & { reads: number; readBytes: number } {
  const source = {
    sizeBytes: bytes.length,
    reads: 0,
    readBytes: 0,
    read: (start: number, end: number) => {
      source.reads += 1;
      source.readBytes += end - start;
      return Promise.resolve(bytes.subarray(start, end));
    },
  };
  return source;
}

const list = async (entries: readonly ZipEntry[]): Promise<string[]> => (await listArchive(sourceOf(zip(entries)))).map(({ path }) => path);

async function read(entry: ZipEntry, maxBytes = 1_000_000): Promise<string> {
  const source = sourceOf(zip([{ name: 'first.jpg', content: 'first' }, entry]));
  const file = (await listArchive(source)).at(-1);
  if (!file) throw new Error('The archive is empty.');
  return (await readArchived(source, file, maxBytes)).toString();
}

const problem = (code: string): unknown => expect.objectContaining({ problem: expect.objectContaining({ code, message: expect.any(String), detail: expect.any(String) }) });

describe('the files of an archive', () => {
  it('are found with their paths, without folders and what operating systems leave beside them', async () => {
    const junk = ['__MACOSX/photos/._a.jpg', '.DS_Store', 'photos/Thumbs.db', 'photos/._b.jpg', 'desktop.ini'].map((name) => ({ name }));
    await expect(list([{ name: 'photos/', unixMode: 0o40755 }, { name: 'photos/a.jpg' }, { name: 'list.csv' }, ...junk])).resolves.toEqual(['photos/a.jpg', 'list.csv']);
  });

  it.each<[string, ZipEntry, string]>([
    ['UTF-8 that is said to be so', { name: 'Müller.jpg' }, 'Müller.jpg'],
    ['UTF-8 that is not said to be so', { name: 'Müller.jpg', flags: 0 }, 'Müller.jpg'],
    ['UTF-8 with accents apart', { name: 'Müller.jpg'.normalize('NFD') }, 'Müller.jpg'],
    ['code page 437', { name: Buffer.from([0x4d, 0x81, 0x6c, 0x2e, 0x6a, 0x70, 0x67]), flags: 0 }, 'Mül.jpg'],
    ['backslashes', { name: 'photos\\a.jpg' }, 'photos/a.jpg'],
  ])('may be named in %s', async (_title, entry, path) => {
    await expect(list([entry])).resolves.toEqual([path]);
  });

  it.each<[string, ZipEntry]>([
    ['out of the archive', { name: '../a.jpg' }],
    ['out of the archive, by backslashes', { name: 'photos\\..\\..\\a.jpg' }],
    ['to the root', { name: '/etc/passwd' }],
    ['to a drive', { name: 'C:\\a.jpg' }],
    ['with a control character', { name: 'a\u0007.jpg' }],
    ['through a link', { name: 'a.jpg', content: '/etc/passwd', unixMode: 0o120777 }],
  ])('refuse the whole archive when a name leads %s', async (_title, entry) => {
    await expect(list([{ name: 'good.jpg' }, entry])).rejects.toEqual(problem('UNSAFE_FILE_NAME'));
  });

  it.each<[string, Buffer, string]>([
    ['that is none', Buffer.from('this is no archive, but text that is long enough to be one'), 'ARCHIVE_UNREADABLE'],
    ['that is empty', Buffer.alloc(0), 'ARCHIVE_UNREADABLE'],
    ['that is cut off', zip([{ name: 'a.jpg', content: 'a' }]).subarray(0, -30), 'ARCHIVE_UNREADABLE'],
    ['with a directory that lies elsewhere', Buffer.concat([zip([{ name: 'a.jpg' }]).subarray(0, -6), Buffer.from([0xff, 0xff, 0xff, 0x7f, 0, 0])]), 'ARCHIVE_UNREADABLE'],
    ['with one name twice', zip([{ name: 'a.jpg' }, { name: 'a.jpg' }]), 'DUPLICATE_FILE_NAME'],
    ['with files that share their content', zip([{ name: 'a.jpg', content: 'aaaa', method: 0 }, { name: 'b.jpg', content: 'aaaa', method: 0, claims: { headerOffset: 0 } }]), 'ARCHIVE_UNREADABLE'],
    ['with more files than are read', zip(Array.from({ length: IMPORT_LIMITS.entries + 1 }, (_, index) => ({ name: `${String(index)}.jpg` }))), 'TOO_MANY_FILES'],
  ])('are not those of an archive %s', async (_title, bytes, code) => {
    await expect(listArchive(sourceOf(bytes))).rejects.toEqual(problem(code));
  });

  it('are not those of an archive that is too large, of which nothing is read', async () => {
    const source = { sizeBytes: IMPORT_LIMITS.archiveBytes + 1, read: () => Promise.reject(new Error('read')) };
    await expect(listArchive(source)).rejects.toEqual(problem('ARCHIVE_TOO_LARGE'));
  });

  it('are listed in one read of the end, however many they are', async () => {
    const source = sourceOf(zip(Array.from({ length: 2_000 }, (_, index) => ({ name: `photos/person-${String(index)}.jpg`, content: Buffer.alloc(2_000, index), method: 0 }))));
    await expect(listArchive(source)).resolves.toHaveLength(2_000);
    expect(source.reads).toBeLessThanOrEqual(2);
    expect(source.readBytes).toBeLessThan(source.sizeBytes / 2);
  });

  it('are not blamed for a source that fails', async () => {
    await expect(listArchive({ sizeBytes: 1_000, read: () => Promise.reject(new RangeError('throttled')) })).rejects.toThrow(RangeError);
  });
});

describe('a file of an archive', () => {
  it.each([0, 8])('is read, packed by method %i', async (method) => {
    await expect(read({ name: 'a.jpg', content: 'content', method })).resolves.toBe('content');
  });

  it('is read without the rest of the archive', async () => {
    const source = sourceOf(zip([{ name: 'large.jpg', content: Buffer.alloc(3_000_000), method: 0 }, { name: 'a.jpg', content: 'content' }, { name: 'other.jpg', content: Buffer.alloc(3_000_000), method: 0 }]));
    const [, file] = await listArchive(source);
    Object.assign(source, { reads: 0, readBytes: 0 });
    expect(file && (await readArchived(source, file, 1_000)).toString()).toBe('content');
    expect([source.reads, source.readBytes < 2_000]).toEqual([1, true]);
  });

  it.each<[string, ZipEntry, string]>([
    ['is larger than may be', { name: 'a.jpg', content: 'x'.repeat(1_001), method: 0 }, 'FILE_TOO_LARGE'],
    ['is encrypted', { name: 'a.jpg', content: 'secret', flags: 0x801 }, 'FILE_UNREADABLE'],
    ['is packed by a method that is not read', { name: 'a.jpg', content: 'lzma', method: 14 }, 'FILE_UNREADABLE'],
    ['unpacks to more than it claims', { name: 'a.jpg', content: 'x'.repeat(500), claims: { sizeBytes: 400 } }, 'FILE_UNREADABLE'],
    ['unpacks to less than it claims', { name: 'a.jpg', content: 'x'.repeat(500), claims: { sizeBytes: 600 } }, 'FILE_UNREADABLE'],
    ['unpacks to very much more than it takes', { name: 'a.jpg', content: '', claims: { sizeBytes: 900 } }, 'FILE_UNREADABLE'],
    ['has another checksum', { name: 'a.jpg', content: 'content', claims: { crc32: 1 } }, 'FILE_UNREADABLE'],
  ])('is refused when it %s', async (_title, entry, code) => {
    await expect(read(entry, 1_000)).rejects.toEqual(problem(code));
  });

  it('is not blamed for a source that fails', async () => {
    const bytes = zip([{ name: 'a.jpg', content: 'content' }]);
    const [file] = await listArchive(sourceOf(bytes));
    const failing: ByteSource = { sizeBytes: bytes.length, read: () => Promise.reject(new RangeError('throttled')) };
    await expect(file && readArchived(failing, file, 1_000)).rejects.toThrow(RangeError);
  });

  it('is refused when it is a bomb, whatever its directory claims', async () => {
    await expect(read({ name: 'a.jpg', content: Buffer.alloc(50_000_000), claims: { sizeBytes: 1_000 } }, 1_000)).rejects.toEqual(problem('FILE_UNREADABLE'));
  });
});
