import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { noSuchBucket, S3Error } from '../errors.ts';
import { isMissing } from './object-files.ts';

/** What of a bucket's folder is no object. */
const OWN_PREFIX = '._S3rver_';

export interface Bucket {
  name: string;
  createdAt: Date;
}

/** Buckets are the folders of one folder. */
export class Buckets {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Of a bucket that may not exist. @throws S3Error InvalidBucketName when its name leads elsewhere */
  pathOf(bucket: string): string {
    if (bucket === '' || /^\.{1,2}$|[/\\\0]/.test(bucket)) throw new S3Error('InvalidBucketName', 'The specified bucket is not valid.', { BucketName: bucket.replaceAll('\0', '') });
    return join(this.#directory, bucket);
  }

  exists(bucket: string): boolean {
    return existsSync(this.pathOf(bucket));
  }

  /** @throws S3Error NoSuchBucket */
  mustExist(bucket: string): void {
    if (!this.exists(bucket)) throw noSuchBucket(bucket);
  }

  /** In the order of their names. */
  list(): Bucket[] {
    return readdirSync(this.#directory).sort().map((name) => ({ name, createdAt: statSync(join(this.#directory, name)).birthtime }));
  }

  /** Does nothing where there is one already. */
  create(bucket: string): void {
    mkdirSync(this.pathOf(bucket), { recursive: true });
  }

  /**
   * Deletes a bucket with its unfinished uploads.
   *
   * @param trash where it goes first, so that nothing is written to it any more
   * @throws S3Error NoSuchBucket, BucketNotEmpty
   */
  delete(bucket: string, trash: string): void {
    const path = this.pathOf(bucket);
    try {
      if (readdirSync(path).some((entry) => !entry.startsWith(OWN_PREFIX))) throw new S3Error('BucketNotEmpty', 'The bucket you tried to delete is not empty', { BucketName: bucket });
      renameSync(path, trash);
    } catch (cause) {
      throw isMissing(cause) ? noSuchBucket(bucket) : cause;
    }
    rmSync(trash, { recursive: true, force: true });
  }
}
