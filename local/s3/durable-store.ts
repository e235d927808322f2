import { randomUUID } from 'node:crypto';
import { access, mkdir, open, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FilesystemStore, S3Error } from './s3rver.ts';
import type { StoredObject, WrittenObject } from './s3rver.ts';

/** Beside the buckets, so that nothing in it is ever listed or read as an object. */
const INCOMING = '../incoming';
/** The content comes last when an object is written and goes first when one is deleted: it is what makes the object exist. */
const FILES_OF_OBJECT = ['object.md5', 'metadata.json', 'object'];
const MOVE_ATTEMPTS = 10;

/**
 * s3rver's folders of files, made safe: an object appears whole or not at all, whatever is killed or cut short; no name leads out
 * of its bucket; deleting an object spares one that is written beside it at the same time.
 */
export class DurableStore extends FilesystemStore {
  readonly #rootDirectory: string;

  constructor(rootDirectory: string) {
    super(rootDirectory);
    this.#rootDirectory = rootDirectory;
  }

  /** Removes what was under way when the last process ended. */
  async clearIncoming(): Promise<void> {
    await rm(join(this.#rootDirectory, INCOMING), { recursive: true, force: true });
  }

  override getBucketPath(bucket: string): string {
    if (/^\.{1,2}$|[/\\]/.test(bucket)) throw new S3Error('InvalidBucketName', 'The specified bucket is not valid.', { BucketName: bucket });
    return super.getBucketPath(bucket);
  }

  override getResourcePath(bucket: string, key: string | undefined, resource: string): string {
    if (bucket !== INCOMING) this.getBucketPath(bucket);
    // A trailing slash is a folder's own object. Other empty segments would name the same file as a key without them.
    const segments = key?.replace(/\/$/, '').split('/') ?? [];
    if (segments.some((segment) => segment === '.' || segment === '..' || (segment === '' && key !== ''))) {
      throw new S3Error('InvalidArgument', 'A key with an empty, "." or ".." segment is not served on one machine.', { ArgumentName: 'key', ArgumentValue: key });
    }
    return super.getResourcePath(bucket, key, resource);
  }

  /** Whether there is an object at a path of a URL, `/bucket/key`; no where it cannot be one. */
  async existsAt(path: string): Promise<boolean> {
    try {
      const [, bucket = '', ...key] = path.split('/').map(decodeURIComponent);
      return await exists(this.getResourcePath(bucket, key.join('/'), 'object'));
    } catch (error) {
      if (error instanceof S3Error || error instanceof URIError) return false;
      throw error;
    }
  }

  override async putObject(object: StoredObject): Promise<WrittenObject> {
    this.getResourcePath(object.bucket, object.key, 'object');
    const incomingKey = randomUUID();
    try {
      const written = await super.putObject({ ...object, bucket: INCOMING, key: incomingKey });
      await syncFile(super.getResourcePath(INCOMING, incomingKey, 'object'));
      for (const file of FILES_OF_OBJECT) {
        await move(super.getResourcePath(INCOMING, incomingKey, file), super.getResourcePath(object.bucket, object.key, file));
      }
      return written;
    } catch (error) {
      for (const file of FILES_OF_OBJECT) await rm(super.getResourcePath(INCOMING, incomingKey, file), { force: true });
      throw error;
    }
  }

  override async copyObject(fromBucket: string, fromKey: string, toBucket: string, toKey: string, metadata: Record<string, unknown> | null): Promise<Record<string, unknown>> {
    const source = await this.getObject(fromBucket, fromKey);
    if (!source) throw new S3Error('NoSuchKey', 'The specified key does not exist.', { Key: fromKey });
    await this.putObject({ bucket: toBucket, key: toKey, content: source.content, metadata: metadata ?? source.metadata });
    return this.getMetadata(toBucket, toKey);
  }

  override async deleteObject(bucket: string, key: string): Promise<void> {
    for (const file of [...FILES_OF_OBJECT.toReversed(), 'tagging.xml']) await rm(this.getResourcePath(bucket, key, file), { force: true });
    const bucketPath = this.getBucketPath(bucket);
    for (let folder = dirname(this.getResourcePath(bucket, key, 'object')); folder !== bucketPath; folder = dirname(folder)) {
      // Only an empty folder can be removed in this way.
      if (!(await rmdir(folder).then(() => true, () => false))) return;
    }
  }

  override async putPart(bucket: string, uploadId: string, partNumber: string | number, content: StoredObject['content'] & object): Promise<WrittenObject> {
    const number = Number(partNumber);
    if (!Number.isInteger(number) || number < 1 || number > 10_000) {
      throw new S3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive', { ArgumentName: 'partNumber', ArgumentValue: partNumber });
    }
    await this.#uploadPath(bucket, uploadId);
    return super.putPart(bucket, uploadId, number, content);
  }

  override async putObjectMultipart(bucket: string, uploadId: string, parts: { number: number; etag: string }[]): Promise<WrittenObject> {
    const uploadPath = await this.#uploadPath(bucket, uploadId);
    for (const { number } of parts) {
      if (!(await exists(join(uploadPath, String(number))))) throw new S3Error('InvalidPart', 'One or more of the specified parts could not be found.', { UploadId: uploadId, PartNumber: number });
    }
    return super.putObjectMultipart(bucket, uploadId, parts);
  }

  async #uploadPath(bucket: string, uploadId: string): Promise<string> {
    const path = join(this.getResourcePath(bucket, undefined, 'uploads'), uploadId);
    if (!/^[0-9a-f]{32}$/.test(uploadId) || !(await exists(path))) {
      throw new S3Error('NoSuchUpload', 'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.', { UploadId: uploadId });
    }
    return path;
  }
}

/** Puts a file in its place, also when the folder that it goes to is being removed because it was empty. */
async function move(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    await mkdir(dirname(to), { recursive: true });
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (attempt === MOVE_ATTEMPTS || !isMissing(error)) throw error;
    }
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}

/** Whether the file system says that there is no such file or folder. */
export function isMissing(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'ENOENT';
}
