import { randomUUID } from 'node:crypto';
import { closeSync, createReadStream, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { listKeys } from './list-keys.ts';
import type { ListKeysOptions } from './list-keys.ts';
import { checkKey } from './object-key.ts';
import { CONTENT, discardIncoming, finishPlacing, objectExists, openObject, placeObject, removeObject, statObject } from './object-files.ts';
import type { ObjectPath, ObjectStat } from './object-files.ts';
import { FilesystemStore, S3Error, S3Object } from './s3rver.ts';
import type { StoredObject, WrittenObject } from './s3rver.ts';

/** Beside the buckets, so that nothing in it is ever listed or read as an object. */
const INCOMING = '../incoming';
/** So many objects are looked at before others get their turn. */
const STATS_AT_ONCE = 100;

/** In bytes, both ends included. */
export interface ByteRange {
  start?: number;
  end?: number;
}

export interface ListedObjects {
  objects: StoredObject[];
  commonPrefixes: string[];
  isTruncated: boolean;
  last: string | null;
}

/**
 * s3rver's folders of files, made safe: an object appears whole or not at all, whatever is killed, cut short or done at the same
 * time; no name leads out of its bucket. What concerns several files or folders is done in the steps of object-files.ts.
 */
export class DurableStore extends FilesystemStore {
  readonly #rootDirectory: string;

  constructor(rootDirectory: string) {
    super(rootDirectory);
    this.#rootDirectory = rootDirectory;
  }

  /** Completes or removes what was under way when the last process ended. */
  async recover(): Promise<void> {
    const incoming = join(this.#rootDirectory, INCOMING);
    finishPlacing(incoming, this.#rootDirectory);
    await mkdir(incoming, { recursive: true });
  }

  override getBucketPath(bucket: string): string {
    if (bucket === '' || /^\.{1,2}$|[/\\\0]/.test(bucket)) throw new S3Error('InvalidBucketName', 'The specified bucket is not valid.', { BucketName: bucket.replaceAll('\0', '') });
    return super.getBucketPath(bucket);
  }

  override getResourcePath(bucket: string, key: string | undefined, resource: string): string {
    if (bucket !== INCOMING) this.getBucketPath(bucket);
    // A bucket's own resources have no key.
    if (key !== undefined && key !== '') checkKey(key);
    return super.getResourcePath(bucket, key, resource);
  }

  /** Deletes a bucket without objects, with the uploads to it that are not completed. */
  override async deleteBucket(bucket: string): Promise<void> {
    const path = this.getBucketPath(bucket);
    const trash = join(this.#rootDirectory, INCOMING, randomUUID());
    if (!existsSync(path)) throw noSuchBucket(bucket);
    if (readdirSync(path).some((entry) => !entry.startsWith('._S3rver_'))) throw new S3Error('BucketNotEmpty', 'The bucket you tried to delete is not empty', { BucketName: bucket });
    renameSync(path, trash);
    await rm(trash, { recursive: true, force: true });
  }

  override existsObject(bucket: string, key: string): Promise<boolean> {
    return Promise.resolve(objectExists(this.#objectPath(bucket, key)));
  }

  /** Whether there is an object at a path of a URL, `/bucket/key`; no where it cannot be one. */
  existsAt(path: string): boolean {
    try {
      const [, bucket = '', ...key] = path.split('/').map(decodeURIComponent);
      return objectExists(this.#objectPath(bucket, key.join('/')));
    } catch (error) {
      if (error instanceof S3Error || error instanceof URIError) return false;
      throw error;
    }
  }

  /** An object with its content, or a range of it, as it is at this moment: what is written later changes neither. */
  override getObject(bucket: string, key: string, range: ByteRange = {}): Promise<StoredObject | null> {
    const object = openObject(this.#objectPath(bucket, key));
    if (!object) return Promise.resolve(null);
    const lastByte = Math.max(0, object.stat.sizeBytes - 1);
    const { start = 0, end = lastByte } = range;
    const wanted = { start, end: Math.min(end, lastByte) };
    const isSatisfiable = wanted.start <= wanted.end;
    if (!isSatisfiable) closeSync(object.fd);
    const content = isSatisfiable ? createReadStream('', { fd: object.fd, ...wanted }) : null;
    const stored = new S3Object(bucket, key, content, metadataOf(object.stat, object.metadata));
    return Promise.resolve(Object.keys(range).length === 0 ? stored : Object.assign(stored, { range: wanted }));
  }

  override async getMetadata(bucket: string, key: string): Promise<Record<string, unknown>> {
    const object = await this.getObject(bucket, key);
    object?.content?.destroy();
    if (!object) throw new S3Error('NoSuchKey', 'The specified key does not exist.', { Key: key });
    return object.metadata;
  }

  override async listObjects(bucket: string, options: ListKeysOptions): Promise<ListedObjects> {
    const { keys, ...page } = await listKeys(this.getBucketPath(bucket), options);
    const objects: StoredObject[] = [];
    for (const [index, key] of keys.entries()) {
      if (index % STATS_AT_ONCE === 0) await setImmediate();
      const stat = statObject(this.#objectPath(bucket, key));
      if (stat) objects.push(new S3Object(bucket, key, null, metadataOf(stat)));
    }
    return { objects, ...page };
  }

  override async putObject(object: StoredObject): Promise<WrittenObject> {
    const path = this.#objectPath(object.bucket, object.key);
    const incomingKey = randomUUID();
    const incoming = this.#objectPath(INCOMING, incomingKey);
    try {
      const written = await super.putObject({ ...object, bucket: INCOMING, key: incomingKey });
      await syncFile(super.getResourcePath(INCOMING, incomingKey, 'object'));
      if (!existsSync(this.getBucketPath(object.bucket))) throw noSuchBucket(object.bucket);
      placeObject(incoming, path, this.#rootDirectory);
      return written;
    } catch (error) {
      discardIncoming(incoming);
      throw error;
    }
  }

  override async copyObject(fromBucket: string, fromKey: string, toBucket: string, toKey: string, metadata: Record<string, unknown> | null): Promise<Record<string, unknown>> {
    const source = await this.getObject(fromBucket, fromKey);
    if (!source) throw new S3Error('NoSuchKey', 'The specified key does not exist.', { Key: fromKey });
    await this.putObject({ bucket: toBucket, key: toKey, content: source.content, metadata: metadata ?? source.metadata });
    return this.getMetadata(toBucket, toKey);
  }

  override deleteObject(bucket: string, key: string): Promise<void> {
    removeObject(this.#objectPath(bucket, key), this.getBucketPath(bucket));
    return Promise.resolve();
  }

  override async putSubresource(bucket: string, key: string | undefined, resource: { type: string; toXML(space: number): string }): Promise<void> {
    const path = this.getResourcePath(bucket, key, `${resource.type}.xml`);
    const incoming = join(this.#rootDirectory, INCOMING, randomUUID());
    await writeFile(incoming, resource.toXML(2));
    // Both may have been deleted meanwhile.
    if (!existsSync(this.getBucketPath(bucket)) || (key !== undefined && !objectExists(this.#objectPath(bucket, key)))) {
      rmSync(incoming);
      throw key === undefined ? noSuchBucket(bucket) : new S3Error('NoSuchKey', 'The specified key does not exist.', { Key: key });
    }
    renameSync(incoming, path);
  }

  override async putPart(bucket: string, uploadId: string, partNumber: string | number, content: StoredObject['content'] & object): Promise<WrittenObject> {
    const number = Number(partNumber);
    if (!Number.isInteger(number) || number < 1 || number > 10_000) {
      throw new S3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive', { ArgumentName: 'partNumber', ArgumentValue: partNumber });
    }
    this.#uploadPath(bucket, uploadId);
    return super.putPart(bucket, uploadId, number, content);
  }

  override async putObjectMultipart(bucket: string, uploadId: string, parts: { number: number; etag: string }[]): Promise<WrittenObject> {
    const uploadPath = this.#uploadPath(bucket, uploadId);
    for (const { number } of parts) {
      if (!existsSync(join(uploadPath, String(number)))) throw new S3Error('InvalidPart', 'One or more of the specified parts could not be found.', { UploadId: uploadId, PartNumber: number });
    }
    return super.putObjectMultipart(bucket, uploadId, parts);
  }

  #uploadPath(bucket: string, uploadId: string): string {
    const path = join(this.getResourcePath(bucket, undefined, 'uploads'), uploadId);
    if (!/^[0-9a-f]{32}$/.test(uploadId) || !existsSync(path)) {
      throw new S3Error('NoSuchUpload', 'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.', { UploadId: uploadId });
    }
    return path;
  }

  #objectPath(bucket: string, key: string): ObjectPath {
    return this.getResourcePath(bucket, key, 'object').slice(0, -CONTENT.length);
  }
}

function metadataOf({ md5, modifiedAt, sizeBytes }: ObjectStat, metadata: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...metadata, etag: JSON.stringify(md5), 'last-modified': modifiedAt.toUTCString(), 'content-length': sizeBytes };
}

function noSuchBucket(bucket: string): Error {
  return new S3Error('NoSuchBucket', 'The specified bucket does not exist', { BucketName: bucket });
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
}
