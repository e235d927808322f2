import { type FileHandle, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { endianness } from 'node:os';
import { z } from 'zod';
import { CollectionCorruptError } from './errors.ts';
import type { EmbeddedFace } from './stored-face.ts';

const HeaderSchema = z.object({
  format: z.literal(1),
  collectionId: z.string(),
  /** The version of the model that made the vectors. */
  embedding: z.string(),
  createdAt: z.iso.datetime(),
});
export type CollectionHeader = z.infer<typeof HeaderSchema>;

const FaceLineSchema = z.object({
  ordinal: z.int(),
  faceId: z.string(),
  imageId: z.string(),
  externalImageId: z.string().nullable(),
  box: z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() }),
  confidencePercent: z.number(),
  /** Base64 of little-endian float32. */
  vector: z.base64(),
});

/**
 * A collection on disk: a header and a line of JSON for each face. Faces are appended and synced before they are acknowledged; deleting
 * writes the file anew without them, so that nothing of a deleted face remains in it.
 */
export class CollectionFile {
  readonly path: string;
  readonly header: CollectionHeader;
  #handle: FileHandle;
  #sizeBytes: number;

  private constructor(path: string, header: CollectionHeader, handle: FileHandle, sizeBytes: number) {
    this.path = path;
    this.header = header;
    this.#handle = handle;
    this.#sizeBytes = sizeBytes;
  }

  static async create(path: string, header: CollectionHeader): Promise<CollectionFile> {
    const content = toLine(header);
    await writeWhole(path, content);
    return new CollectionFile(path, header, await open(path, 'r+'), Buffer.byteLength(content));
  }

  /**
   * A tail without its end of line is what a sudden end left of an append that was never acknowledged: it is cut off.
   *
   * @throws CollectionCorruptError
   */
  static async load(path: string): Promise<{ file: CollectionFile; faces: EmbeddedFace[] }> {
    const content = await readFile(path);
    const sizeBytes = content.lastIndexOf('\n') + 1;
    const [headerLine = '', ...faceLines] = content.toString('utf8', 0, sizeBytes).split('\n').slice(0, -1);
    const header = parseLine(HeaderSchema, headerLine, path, 1);
    const faces = faceLines.map((line, index) => toFace(parseLine(FaceLineSchema, line, path, index + 2)));
    const handle = await open(path, 'r+');
    await handle.truncate(sizeBytes);
    return { file: new CollectionFile(path, header, handle, sizeBytes), faces };
  }

  /** Resolves once the faces would survive the loss of power. */
  async append(faces: readonly EmbeddedFace[]): Promise<void> {
    const lines = Buffer.from(faces.map(faceLine).join(''));
    try {
      await this.#handle.write(lines, 0, lines.length, this.#sizeBytes);
      await this.#handle.datasync();
    } catch (error) {
      await this.#handle.truncate(this.#sizeBytes);
      throw error;
    }
    this.#sizeBytes += lines.length;
  }

  /** Leaves these faces only. */
  async rewrite(faces: readonly EmbeddedFace[]): Promise<void> {
    const content = toLine(this.header) + faces.map(faceLine).join('');
    await writeWhole(this.path, content);
    await this.#handle.close();
    this.#handle = await open(this.path, 'r+');
    this.#sizeBytes = Buffer.byteLength(content);
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

/** All or nothing: into a new file that then takes the old one's place. */
async function writeWhole(path: string, content: string): Promise<void> {
  const temporary = `${path}.new`;
  const handle = await open(temporary, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

function toLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

function faceLine({ face, vector }: EmbeddedFace): string {
  const bytes = Buffer.from(new Float32Array(vector).buffer);
  if (endianness() === 'BE') bytes.swap32();
  return toLine({ ...face, vector: bytes.toString('base64') });
}

function toFace({ vector, ...face }: z.infer<typeof FaceLineSchema>): EmbeddedFace {
  const bytes = new Uint8Array(Buffer.from(vector, 'base64'));
  if (endianness() === 'BE') Buffer.from(bytes.buffer).swap32();
  return { face, vector: new Float32Array(bytes.buffer) };
}

function parseLine<T>(schema: z.ZodType<T>, line: string, path: string, lineNumber: number): T {
  try {
    return schema.parse(JSON.parse(line));
  } catch (cause) {
    throw new CollectionCorruptError(path, lineNumber, { cause });
  }
}
