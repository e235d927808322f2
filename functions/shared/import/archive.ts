import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import { crc32, inflateRaw, type ZlibOptions } from 'node:zlib';
import { fromRandomAccessReaderPromise, getFileNameLowLevel, validateFileName, type Entry, type ZipFile } from 'yauzl';
import { importProblem, ImportProblemError } from '../../../domain/import/import-problem.ts';
import { IMPORT_LIMITS } from '../../../domain/import/limits.ts';
import type { ByteSource } from './byte-source.ts';
import { SourceReader } from './source-reader.ts';

const inflate = promisify<Uint8Array, ZlibOptions, Buffer>(inflateRaw);

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

/** What does not shrink may grow a little. */
const PACKING_ALLOWANCE_BYTES = 64 * 1024;

const LOCAL_HEADER_SIGNATURE = 0x04034b50;
const LOCAL_HEADER_BYTES = 30;
const LOCAL_NAME_ALLOWANCE_BYTES = 1_024;

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
  if (source.sizeBytes > IMPORT_LIMITS.archiveBytes) throw new ImportProblemError(importProblem('archiveTooLarge', { sizeBytes: source.sizeBytes, limitBytes: IMPORT_LIMITS.archiveBytes }));
  return withArchive(source, async (zip) => {
    if (zip.entryCount > IMPORT_LIMITS.entries) throw new ImportProblemError(importProblem('tooManyFiles', { count: zip.entryCount, limit: IMPORT_LIMITS.entries }));
    const files: ArchivedFile[] = [];
    const paths = new Set<string>();
    for await (const entry of zip.eachEntry()) {
      const path = safePath(entry);
      if (path === null || JUNK.test(path)) continue;
      if (paths.has(path)) throw new ImportProblemError(importProblem('fileTwice', { file: shortened(path) }));
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
  if (file.isEncrypted) throw new ImportProblemError(importProblem('fileEncrypted', { file: shortened(file.path) }));
  if (file.method !== 0 && file.method !== 8) throw new ImportProblemError(importProblem('filePackedStrangely', { file: shortened(file.path) }));
  if (file.sizeBytes > maxBytes) throw new ImportProblemError(importProblem('fileTooLarge', { file: shortened(file.path), sizeBytes: file.sizeBytes, limitBytes: maxBytes }));
  if (file.sizeBytes > file.packedBytes * IMPORT_LIMITS.packingRatio || file.packedBytes > file.sizeBytes + PACKING_ALLOWANCE_BYTES) throw new ImportProblemError(importProblem('fileOfOtherSize', { file: shortened(file.path) }));
  const packed = await readPacked(source, file);
  const content = file.method === 0 ? packed : await unpack(packed, file);
  if (content.length !== file.sizeBytes || crc32(content) !== file.crc32) throw damaged(file.path);
  return content;
}

/** Behind the file's own header, whose length it says itself; nearly always in one read. Source: APPNOTE.TXT 4.3.7 */
async function readPacked(source: ByteSource, { path, headerOffset, packedBytes }: ArchivedFile): Promise<Buffer> {
  const likelyEnd = Math.min(source.sizeBytes, headerOffset + LOCAL_HEADER_BYTES + LOCAL_NAME_ALLOWANCE_BYTES + packedBytes);
  const read = Buffer.from(await source.read(headerOffset, likelyEnd));
  if (read.length < LOCAL_HEADER_BYTES || read.readUInt32LE(0) !== LOCAL_HEADER_SIGNATURE) throw damaged(path);
  const start = LOCAL_HEADER_BYTES + read.readUInt16LE(26) + read.readUInt16LE(28);
  if (headerOffset + start + packedBytes > source.sizeBytes) throw damaged(path);
  if (start + packedBytes <= read.length) return read.subarray(start, start + packedBytes);
  return Buffer.from(await source.read(headerOffset + start, headerOffset + start + packedBytes));
}

/** Ends as soon as there is more than was claimed. */
async function unpack(packed: Buffer, { path, sizeBytes }: ArchivedFile): Promise<Buffer> {
  try {
    return await inflate(packed, { maxOutputLength: Math.max(1, sizeBytes) });
  } catch (error) {
    throw damaged(path, error);
  }
}

/** Null for a folder. */
function safePath(entry: Entry): string | null {
  const path = pathOf(entry);
  // Only where the archive was made by Unix do these bits say something.
  const type = entry.versionMadeBy >> 8 === 3 ? (entry.externalFileAttributes >>> 16) & FILE_TYPE_MASK : 0;
  // eslint-disable-next-line no-control-regex -- no file name has control characters for a good reason
  if (/[\u0000-\u001f\u007f]/.test(path)) throw new ImportProblemError(importProblem('nameWithControlCharacters', {}));
  if (type !== 0 && type !== REGULAR_FILE && type !== FOLDER) throw new ImportProblemError(importProblem('nameOfLink', { file: shortened(path) }));
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
    if (headerOffset < end || headerOffset + packedBytes > archiveBytes) throw new ImportProblemError(importProblem('archiveOverlaps', { file: shortened(path) }));
    end = headerOffset + packedBytes;
  }
}

async function withArchive<T>(source: ByteSource, use: (zip: ZipFile) => Promise<T>): Promise<T> {
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
    const isName = error instanceof Error && /file ?name|relative path|absolute path/i.test(error.message);
    if (isName) throw new ImportProblemError(importProblem('nameLeadsOut', {}), error);
    throw new ImportProblemError(importProblem('archiveNoZip', {}), error);
  }
}

function damaged(path: string, cause?: unknown): ImportProblemError {
  return new ImportProblemError(importProblem('fileDamaged', { file: shortened(path) }), cause);
}

function shortened(path: string): string {
  return path.length > 200 ? `…${path.slice(-200)}` : path;
}
