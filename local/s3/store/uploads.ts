import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { S3Error } from '../errors.ts';
import type { ObjectStore, Written } from './object-store.ts';
import { receive } from './receive.ts';
import type { Received, ReceiveOptions } from './receive.ts';

const FOLDER = '._S3rver_uploads';
const UPLOAD = 'upload.json';

/** A part of an upload that is complete itself: `{number}-{md5}` is its file's name, so that it and its MD5 are one. */
export interface Part {
  number: number;
  md5: string;
  sizeBytes: number;
  modifiedAt: Date;
}

interface Upload {
  key: string;
  metadata: Record<string, string>;
}

/** The uploads in parts that are neither completed nor aborted, in a folder of their bucket. */
export class Uploads {
  readonly #store: ObjectStore;

  constructor(store: ObjectStore) {
    this.#store = store;
  }

  /** The id of a new upload. @throws S3Error NoSuchBucket */
  async create(bucket: string, upload: Upload): Promise<string> {
    this.#store.buckets.mustExist(bucket);
    const uploadId = randomBytes(16).toString('hex');
    const path = join(this.#store.buckets.pathOf(bucket), FOLDER, uploadId);
    await mkdir(path, { recursive: true });
    await writeFile(join(path, UPLOAD), JSON.stringify(upload));
    return uploadId;
  }

  /** Takes a part, in place of a former one of its number. @throws S3Error NoSuchUpload, InvalidArgument, and those of `receive` */
  async putPart(bucket: string, key: string, uploadId: string, partNumber: string, content: AsyncIterable<Buffer>, options: ReceiveOptions): Promise<Received> {
    const path = this.#pathOf(bucket, key, uploadId);
    const number = Number(partNumber);
    if (!Number.isInteger(number) || number < 1 || number > 10_000) {
      throw new S3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive', { ArgumentName: 'partNumber', ArgumentValue: partNumber });
    }
    const incoming = this.#store.incomingPath();
    try {
      const received = await receive(content, incoming, options);
      const former = (await this.parts(bucket, key, uploadId)).filter((part) => part.number === number);
      this.#pathOf(bucket, key, uploadId);
      renameSync(incoming, join(path, fileOf({ number, md5: received.md5 })));
      for (const part of former) if (part.md5 !== received.md5) rmSync(join(path, fileOf(part)), { force: true });
      return received;
    } finally {
      rmSync(incoming, { force: true });
    }
  }

  /** The parts by their numbers. @throws S3Error NoSuchUpload */
  async parts(bucket: string, key: string, uploadId: string): Promise<Part[]> {
    const path = this.#pathOf(bucket, key, uploadId);
    const names = (await readdir(path)).filter((name) => name !== UPLOAD);
    const parts = await Promise.all(names.map(async (name): Promise<Part> => {
      const [number = '', md5 = ''] = name.split('-');
      const { size, mtime } = await stat(join(path, name));
      return { number: Number(number), md5, sizeBytes: size, modifiedAt: mtime };
    }));
    return parts.sort((a, b) => a.number - b.number);
  }

  /** Makes the object of the parts. @throws S3Error NoSuchUpload, InvalidPart, InvalidPartOrder */
  async complete(bucket: string, key: string, uploadId: string, parts: readonly Pick<Part, 'number' | 'md5'>[]): Promise<Written> {
    const path = this.#pathOf(bucket, key, uploadId);
    const files = parts.map((part) => join(path, fileOf(part)));
    if (parts.some((part, index) => index > 0 && part.number <= (parts[index - 1]?.number ?? 0))) {
      throw new S3Error('InvalidPartOrder', 'The list of parts was not in ascending order. Parts list must be specified in order by part number.', { UploadId: uploadId });
    }
    const missing = parts.find((part, index) => !/^[0-9a-f]{32}$/.test(part.md5) || !existsSync(files[index] ?? ''));
    if (missing) {
      throw new S3Error('InvalidPart', 'One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part\'s entity tag.', { UploadId: uploadId, PartNumber: missing.number });
    }
    const { metadata } = JSON.parse(readFileSync(join(path, UPLOAD), 'utf8')) as Upload;
    const etag = `${createHash('md5').update(Buffer.from(parts.map(({ md5 }) => md5).join(''), 'hex')).digest('hex')}-${parts.length}`;
    const written = await this.#store.put(bucket, key, oneAfterTheOther(files), { metadata, etag });
    await this.#remove(path);
    return written;
  }

  /** @throws S3Error NoSuchUpload */
  async abort(bucket: string, key: string, uploadId: string): Promise<void> {
    await this.#remove(this.#pathOf(bucket, key, uploadId));
  }

  /** In one step out of everybody's way. */
  async #remove(path: string): Promise<void> {
    const trash = this.#store.incomingPath();
    // Completed or aborted twice at one time, it is gone.
    if (existsSync(path)) renameSync(path, trash);
    await rm(trash, { recursive: true, force: true });
  }

  #pathOf(bucket: string, key: string, uploadId: string): string {
    this.#store.buckets.mustExist(bucket);
    const path = join(this.#store.buckets.pathOf(bucket), FOLDER, uploadId);
    if (!/^[0-9a-f]{32}$/.test(uploadId) || !existsSync(join(path, UPLOAD)) || (JSON.parse(readFileSync(join(path, UPLOAD), 'utf8')) as Upload).key !== key) {
      throw new S3Error('NoSuchUpload', 'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.', { UploadId: uploadId });
    }
    return path;
  }
}

async function* oneAfterTheOther(files: readonly string[]): AsyncGenerator<Buffer> {
  for (const file of files) yield* createReadStream(file) as AsyncIterable<Buffer>;
}

function fileOf({ number, md5 }: Pick<Part, 'number' | 'md5'>): string {
  return `${number}-${md5}`;
}
