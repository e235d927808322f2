import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { Entry, fromRandomAccessReaderPromise, getFileNameLowLevel, RandomAccessReader, validateFileName, type ZipFile } from 'yauzl';
import { ImportProblemError } from '../../../domain/import/import-problem.ts';
import { IMPORT_LIMITS } from '../../../domain/import/limits.ts';
import type { ByteSource } from './byte-source.ts';

/** Where a file lies in an archive, and what the archive's directory claims of it. */
export interface ArchivedFile {
  /** With slashes, relative to the archive. */
  path: string;
  headerOffset: number;
  packedBytes: number;
  sizeBytes: number;
  /** 0 stored, 8 deflated; all others cannot be read. */
  method: number;
  isEncrypted: boolean;
  crc32: number;
}

/** So much of the archive's end is read at once: its directory of a thousand files takes a tenth of it. */
const BLOCK_BYTES = 1024 * 1024;

/** What does not shrink may grow a little. */
const PACKING_ALLOWANCE_BYTES = 64 * 1024;

/** Of Unix, in the upper half of the external attributes: source APPNOTE.TXT 4.4.15 and stat(2). */
const FILE_TYPE_MASK = 0xf000;
const REGULAR_FILE = 0x8000;
const FOLDER = 0x4000;

const UTF8_FLAG = 0x800;

/** Left beside photos by operating systems. */
const JUNK = /(?:^|\/)(?:__MACOSX\/.*|\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$/i;

/**
 * The files of a ZIP archive by its directory; folders and what operating systems leave behind are passed over.
 * @throws ImportProblemError for the whole archive, when anything about it is not as it should be
 */
export async function listArchive(source: ByteSource): Promise<ArchivedFile[]> {
  if (source.sizeBytes > IMPORT_LIMITS.archiveBytes) throw new ImportProblemError('ARCHIVE_TOO_LARGE', `The archive has ${String(source.sizeBytes)} bytes: at most ${String(IMPORT_LIMITS.archiveBytes)} are read. Share the people out among several archives.`);
  return withArchive(source, async (zip) => {
    if (zip.entryCount > IMPORT_LIMITS.entries) throw new ImportProblemError('TOO_MANY_FILES', `The archive names ${String(zip.entryCount)} files: at most ${String(IMPORT_LIMITS.entries)} are read.`);
    const files: ArchivedFile[] = [];
    const paths = new Set<string>();
    for await (const entry of zip.eachEntry()) {
      const path = safePath(entry);
      if (path === null || JUNK.test(path)) continue;
      if (paths.has(path)) throw new ImportProblemError('DUPLICATE_FILE_NAME', `The archive holds ${quote(path)} twice: nobody could say which one is meant.`);
      paths.add(path);
      files.push({ path, headerOffset: entry.relativeOffsetOfLocalHeader, packedBytes: entry.compressedSize, sizeBytes: entry.uncompressedSize, method: entry.compressionMethod, isEncrypted: entry.isEncrypted(), crc32: entry.crc32 });
    }
    refuseOverlaps(files, source.sizeBytes);
    return files;
  });
}

/**
 * A file's content, with its size and checksum as the directory claims them. Never more than `maxBytes` are unpacked, whatever is claimed.
 * @throws ImportProblemError FILE_TOO_LARGE, FILE_UNREADABLE
 */
export async function readArchived(source: ByteSource, file: ArchivedFile, maxBytes: number): Promise<Buffer> {
  if (file.isEncrypted) throw new ImportProblemError('FILE_UNREADABLE', `${quote(file.path)} is encrypted: pack it without a password.`);
  if (file.method !== 0 && file.method !== 8) throw new ImportProblemError('FILE_UNREADABLE', `${quote(file.path)} is packed in a way that is not read: pack it as an ordinary ZIP.`);
  if (file.sizeBytes > maxBytes) throw new ImportProblemError('FILE_TOO_LARGE', `${quote(file.path)} has ${String(file.sizeBytes)} bytes: at most ${String(maxBytes)} are taken.`);
  if (file.sizeBytes > file.packedBytes * IMPORT_LIMITS.packingRatio || file.packedBytes > file.sizeBytes + PACKING_ALLOWANCE_BYTES) throw new ImportProblemError('FILE_UNREADABLE', `${quote(file.path)} unpacks to something of quite another size: no photo and no list does.`);
  const content = await withArchive(source, async (zip) => {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(Object.assign(new Entry(), { relativeOffsetOfLocalHeader: file.headerOffset, compressedSize: file.packedBytes }), { minimal: true });
    // It ends with an error as soon as there is more, or at the end less, than was claimed.
    const { promise, resolve, reject } = Promise.withResolvers<Readable>();
    zip.openReadStreamLowLevel(fileDataStart, file.packedBytes, 0, file.packedBytes, file.method === 8, file.sizeBytes, (error, stream) => {
      if (error) reject(error);
      else resolve(stream);
    });
    return buffer(await promise);
  }, file.path);
  if (crc32(content) !== file.crc32) throw new ImportProblemError('FILE_UNREADABLE', `${quote(file.path)} is damaged: its checksum is wrong. Pack the archive again.`);
  return content;
}

/** Null for a folder. */
function safePath(entry: Entry): string | null {
  const path = pathOf(entry);
  // Only where the archive was made by Unix do these bits say something.
  const type = entry.versionMadeBy >> 8 === 3 ? (entry.externalFileAttributes >>> 16) & FILE_TYPE_MASK : 0;
  // eslint-disable-next-line no-control-regex -- no file name has control characters for a good reason
  if (/[\u0000-\u001f\u007f]/.test(path)) throw new ImportProblemError('UNSAFE_FILE_NAME', 'The archive holds a file with control characters in its name: rename it.');
  if (type !== 0 && type !== REGULAR_FILE && type !== FOLDER) throw new ImportProblemError('UNSAFE_FILE_NAME', `The archive's ${quote(path)} is a link or a device: pack the photo itself.`);
  return path.endsWith('/') || type === FOLDER ? null : path;
}

/** yauzl refuses absolute paths, drive letters and `..`, and turns backslashes into slashes. Some archivers write UTF-8 without saying so. */
function pathOf({ fileName, fileNameRaw, generalPurposeBitFlag, extraFields }: Entry): string {
  const path = isUtf8(fileNameRaw) ? getFileNameLowLevel(generalPurposeBitFlag | UTF8_FLAG, fileNameRaw, extraFields, false) : fileName;
  const problem = validateFileName(path);
  if (problem !== null) throw new Error(problem);
  // Apple's file systems take accented letters apart.
  return path.normalize('NFC');
}

/** Files that share their content are how a small archive becomes an endless one. Source: https://www.bamsoftware.com/hacks/zipbomb/ */
function refuseOverlaps(files: readonly ArchivedFile[], archiveBytes: number): void {
  let end = 0;
  for (const { headerOffset, packedBytes, path } of files.toSorted((a, b) => a.headerOffset - b.headerOffset)) {
    if (headerOffset < end || headerOffset + packedBytes > archiveBytes) throw new ImportProblemError('ARCHIVE_UNREADABLE', `The archive's ${quote(path)} lies where another file does: pack the archive again.`);
    end = headerOffset + packedBytes;
  }
}

async function withArchive<T>(source: ByteSource, use: (zip: ZipFile) => Promise<T>, path?: string): Promise<T> {
  const reader = new SourceReader(source);
  try {
    const zip = await fromRandomAccessReaderPromise(reader, source.sizeBytes, { lazyEntries: true, autoClose: false, validateEntrySizes: true });
    try {
      return await use(zip);
    } finally {
      zip.close();
    }
  } catch (error) {
    if (error instanceof ImportProblemError) throw error;
    // What went wrong with reading is no matter of the archive's: it is tried again.
    if (reader.failure !== null) throw reader.failure;
    if (path !== undefined) throw new ImportProblemError('FILE_UNREADABLE', `${quote(path)} is damaged, or is not as large as the archive says. Pack the archive again.`, error);
    const isName = error instanceof Error && /file ?name|relative path|absolute path/i.test(error.message);
    if (isName) throw new ImportProblemError('UNSAFE_FILE_NAME', 'The archive holds a file whose name leads out of it: pack the photos without their outer folders.', error);
    throw new ImportProblemError('ARCHIVE_UNREADABLE', 'The upload is no ZIP archive, or is damaged: pack it again.', error);
  }
}

/** What yauzl reads by: whole blocks, the last one kept, for it asks for a few bytes at a time. */
class SourceReader extends RandomAccessReader {
  failure: Error | null = null;
  readonly #source: ByteSource;
  #block: { start: number; bytes: Uint8Array } = { start: 0, bytes: new Uint8Array() };

  constructor(source: ByteSource) {
    super();
    this.#source = source;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#pieces(start, end));
  }

  override read(target: Buffer, offset: number, length: number, position: number, callback: (error: Error | null) => void): void {
    if (position + length > this.#source.sizeBytes) {
      callback(new Error('The archive ends before.'));
      return;
    }
    this.#within(position, position + length).then(
      (bytes) => {
        target.set(bytes, offset);
        callback(null);
      },
      (error: unknown) => { callback(error as Error); },
    );
  }

  async *#pieces(start: number, end: number): AsyncGenerator<Uint8Array> {
    for (let at = start; at < end; at += BLOCK_BYTES) yield await this.#fetch(at, Math.min(at + BLOCK_BYTES, end));
  }

  async #within(start: number, end: number): Promise<Uint8Array> {
    const { start: blockStart, bytes } = this.#block;
    if (start < blockStart || end > blockStart + bytes.length) {
      // The directory lies at the end, and is read forwards.
      const from = end === this.#source.sizeBytes ? Math.max(0, Math.min(start, end - BLOCK_BYTES)) : start;
      this.#block = { start: from, bytes: await this.#fetch(from, Math.min(this.#source.sizeBytes, Math.max(end, from + BLOCK_BYTES))) };
    }
    return this.#block.bytes.subarray(start - this.#block.start, end - this.#block.start);
  }

  async #fetch(start: number, end: number): Promise<Uint8Array> {
    try {
      return await this.#source.read(start, end);
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
      throw error;
    }
  }
}

function quote(path: string): string {
  return `“${path.length > 200 ? `…${path.slice(-200)}` : path}”`;
}
