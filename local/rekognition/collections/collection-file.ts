import { createHash } from 'node:crypto';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import {
  type CollectionHeader,
  type CollectionRecord,
  FirstFormatFaceSchema,
  FirstFormatHeaderSchema,
  headerLine,
  HeaderSchema,
  recordLine,
  RecordSchema,
} from './collection-record.ts';
import { CollectionCorruptError, CollectionMisplacedError } from './errors.ts';
import { wholeLines } from './whole-lines.ts';

export const COLLECTION_SUFFIX = '.jsonl';

/** Of what is written before it takes a file's place. */
export const UNFINISHED_SUFFIX = '.new';

/** Written at once when a file is written anew: other work has its turn in between. */
const CHUNK_CHARACTERS = 1024 * 1024;

/** An id may be as long as a file's name and differ from another in case alone, which file names cannot. */
export function collectionFileName(collectionId: string): string {
  return createHash('sha256').update(collectionId).digest('hex') + COLLECTION_SUFFIX;
}

/** What a file is read into. */
export interface RecordHolder {
  apply(record: CollectionRecord): void;
}

/**
 * A collection on disk: a header and a line for each change. Changes are appended and synced before they are acknowledged; a removal
 * writes the file anew, so that nothing of what was removed remains in it.
 */
export class CollectionFile {
  readonly path: string;
  #handle: FileHandle;
  #sizeBytes: number;

  private constructor(path: string, handle: FileHandle, sizeBytes: number) {
    this.path = path;
    this.#handle = handle;
    this.#sizeBytes = sizeBytes;
  }

  static async create(path: string, header: CollectionHeader, records: Iterable<CollectionRecord>): Promise<CollectionFile> {
    const sizeBytes = await writeWhole(path, linesOf(header, records));
    return new CollectionFile(path, await open(path, 'r+'), sizeBytes);
  }

  /**
   * A tail without its end of line is what a sudden end left of a change that was never acknowledged: it is cut off.
   *
   * @param contentsOf takes the header and gives what holds the changes, told of them in their order
   * @returns `outdated` when the file is of format 1: it has to be written anew before anything is appended
   * @throws CollectionCorruptError, CollectionMisplacedError
   */
  static async load<T extends RecordHolder>(path: string, contentsOf: (header: CollectionHeader) => T): Promise<{ file: CollectionFile; contents: T; outdated: boolean }> {
    const handle = await open(path, 'r+');
    try {
      let known: { contents: T; embedding: string; outdated: boolean } | undefined;
      let lineNumber = 0;
      const sizeBytes = await wholeLines(handle, (line) => {
        lineNumber += 1;
        readingLine(path, lineNumber, () => {
          const parsed: unknown = JSON.parse(line);
          if (known) {
            known.contents.apply(known.outdated ? fromFirstFormat(parsed, known.embedding) : RecordSchema.parse(parsed));
          } else {
            const { header, outdated } = readHeader(parsed);
            assertPlace(path, header.collectionId);
            known = { contents: contentsOf(header), embedding: header.embedding, outdated };
          }
        });
      });
      if (!known) throw new CollectionCorruptError(path, 1);
      await handle.truncate(sizeBytes);
      return { file: new CollectionFile(path, handle, sizeBytes), contents: known.contents, outdated: known.outdated };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Resolves once the change would survive the loss of power. */
  async append(record: CollectionRecord): Promise<void> {
    const line = Buffer.from(recordLine(record));
    try {
      await this.#handle.write(line, 0, line.length, this.#sizeBytes);
      await this.#handle.datasync();
    } catch (error) {
      await this.#handle.truncate(this.#sizeBytes);
      throw error;
    }
    this.#sizeBytes += line.length;
  }

  /** Leaves this only. */
  async rewrite(header: CollectionHeader, records: Iterable<CollectionRecord>): Promise<void> {
    this.#sizeBytes = await writeWhole(this.path, linesOf(header, records));
    await this.#handle.close();
    this.#handle = await open(this.path, 'r+');
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

/** Makes what happened to a folder's entries survive the loss of power. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** All or nothing: into a new file that then takes the old one's place. Resolves to its size. */
async function writeWhole(path: string, lines: Iterable<string>): Promise<number> {
  const temporary = path + UNFINISHED_SUFFIX;
  const handle = await open(temporary, 'w', 0o600);
  let sizeBytes = 0;
  try {
    let chunk = '';
    const write = async (): Promise<void> => {
      sizeBytes += (await handle.write(chunk)).bytesWritten;
      chunk = '';
    };
    for (const line of lines) {
      chunk += line;
      if (chunk.length > CHUNK_CHARACTERS) await write();
    }
    await write();
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
  await syncFolder(dirname(path));
  return sizeBytes;
}

function* linesOf(header: CollectionHeader, records: Iterable<CollectionRecord>): Generator<string> {
  yield headerLine(header);
  for (const record of records) yield recordLine(record);
}

function assertPlace(path: string, collectionId: string): void {
  const fileName = collectionFileName(collectionId);
  if (basename(path) !== fileName) throw new CollectionMisplacedError(path, collectionId, fileName);
}

function readHeader(parsed: unknown): { header: CollectionHeader; outdated: boolean } {
  const first = FirstFormatHeaderSchema.safeParse(parsed);
  return first.success ? { header: { ...first.data, format: 2, nextOrdinal: 1 }, outdated: true } : { header: HeaderSchema.parse(parsed), outdated: false };
}

function fromFirstFormat(parsed: unknown, embedding: string): CollectionRecord {
  return { kind: 'faces-added', faces: [{ ...FirstFormatFaceSchema.parse(parsed), embedding }] };
}

function readingLine(path: string, lineNumber: number, read: () => void): void {
  try {
    read();
  } catch (cause) {
    if (cause instanceof CollectionMisplacedError) throw cause;
    throw new CollectionCorruptError(path, lineNumber, { cause });
  }
}
