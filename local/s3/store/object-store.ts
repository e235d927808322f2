import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { noSuchKey, preconditionFailed } from '../errors.ts';
import { Buckets } from './buckets.ts';
import { listKeys } from './list-keys.ts';
import type { ListedKeys, ListKeysOptions } from './list-keys.ts';
import { CONTENT, discardIncoming, ETAG, finishPlacing, METADATA, objectExists, openObject, placeObject, removeObject, statObject, TAGGING } from './object-files.ts';
import type { ObjectPath, ObjectStat, OpenObject } from './object-files.ts';
import { checkKey } from './object-key.ts';
import { receive } from './receive.ts';
import type { ReceiveOptions } from './receive.ts';

/** So many objects are looked at before others get their turn. */
const STATS_AT_ONCE = 100;

export interface PutOptions extends ReceiveOptions {
  metadata: Record<string, string>;
  /** The document of its tags; null or absent for none. */
  tagging?: string | null;
  /** In place of the MD5. */
  etag?: string;
  /** Writes only where there is no object, or where its entity tag (without quotes) is this one. */
  condition?: { ifAbsent: true } | { ifEtag: string };
}

export interface Written {
  sizeBytes: number;
  etag: string;
}

export interface ListedObject extends ObjectStat {
  key: string;
}

/**
 * The objects of a folder's buckets. An object appears whole or not at all, whatever is killed, cut short or done at the same time:
 * what concerns several files or folders is done in the steps of object-files.ts. No name leads out of its bucket.
 */
export class ObjectStore {
  readonly buckets: Buckets;
  readonly #root: string;
  /** Beside the buckets, so that nothing in it is ever listed or read as an object. */
  readonly #incoming: string;

  constructor(rootDirectory: string) {
    this.#root = rootDirectory;
    this.#incoming = join(rootDirectory, '..', 'incoming');
    this.buckets = new Buckets(rootDirectory);
  }

  /** Makes the folders, and completes or removes what was under way when the last process ended. */
  async prepare(): Promise<void> {
    await mkdir(this.#root, { recursive: true });
    finishPlacing(this.#incoming, this.#root);
    await mkdir(this.#incoming);
  }

  /** @throws S3Error NoSuchBucket, BucketNotEmpty */
  deleteBucket(bucket: string): void {
    this.buckets.delete(bucket, this.incomingPath());
  }

  /** A new path for what is under way. */
  incomingPath(): string {
    return join(this.#incoming, randomUUID());
  }

  /** An object as it is at this moment: what is written later changes neither content nor metadata. @throws S3Error NoSuchBucket, NoSuchKey */
  open(bucket: string, key: string): OpenObject {
    const object = openObject(this.#pathOf(bucket, key));
    if (object) return object;
    this.buckets.mustExist(bucket);
    throw noSuchKey(key);
  }

  /** The bytes of an object. @throws S3Error; Error with the code ENOENT when there is none */
  read(bucket: string, key: string): Promise<Buffer> {
    return readFile(this.#pathOf(bucket, key) + CONTENT);
  }

  /** @throws S3Error NoSuchBucket, PreconditionFailed, and those of `receive` */
  async put(bucket: string, key: string, content: AsyncIterable<Buffer>, { metadata, tagging = null, etag, condition, ...limits }: PutOptions): Promise<Written> {
    const path = this.#pathOf(bucket, key);
    const check = (): void => {
      this.buckets.mustExist(bucket);
      if (condition) checkCondition(path, key, condition);
    };
    check();
    const incoming = this.incomingPath();
    try {
      const { sizeBytes, md5 } = await receive(content, incoming + CONTENT, limits);
      const written = { sizeBytes, etag: etag ?? md5 };
      await writeFile(incoming + ETAG, written.etag);
      await writeFile(incoming + METADATA, JSON.stringify(metadata));
      if (tagging !== null) await writeFile(incoming + TAGGING, tagging);
      // Others may have written meanwhile; from here on nobody does.
      check();
      placeObject(incoming, path, this.#root);
      return written;
    } catch (error) {
      discardIncoming(incoming);
      throw error;
    }
  }

  /** Does nothing where there is none. @throws S3Error NoSuchBucket */
  delete(bucket: string, key: string): void {
    const path = this.#pathOf(bucket, key);
    this.buckets.mustExist(bucket);
    removeObject(path, this.buckets.pathOf(bucket));
  }

  /** A page of the keys and what there is to say of them. @throws S3Error NoSuchBucket */
  async list(bucket: string, options: ListKeysOptions): Promise<Omit<ListedKeys, 'keys'> & { objects: ListedObject[] }> {
    this.buckets.mustExist(bucket);
    const { keys, ...page } = await listKeys(this.buckets.pathOf(bucket), options);
    const objects: ListedObject[] = [];
    for (const [index, key] of keys.entries()) {
      if (index % STATS_AT_ONCE === STATS_AT_ONCE - 1) await setImmediate();
      const stat = statObject(this.#pathOf(bucket, key));
      // One that is deleted meanwhile is none.
      if (stat) objects.push({ key, ...stat });
    }
    return { objects, ...page };
  }

  /** Null for an object without tags. @throws S3Error NoSuchBucket, NoSuchKey */
  tagging(bucket: string, key: string): string | null {
    const path = this.#existing(bucket, key) + TAGGING;
    return existsSync(path) ? readFileSync(path, 'utf8') : null;
  }

  /** @param document null for none @throws S3Error NoSuchBucket, NoSuchKey */
  async putTagging(bucket: string, key: string, document: string | null): Promise<void> {
    const incoming = this.incomingPath();
    try {
      await writeFile(incoming, document ?? '');
      const path = this.#existing(bucket, key) + TAGGING;
      if (document === null) rmSync(path, { force: true });
      else renameSync(incoming, path);
    } finally {
      await rm(incoming, { force: true });
    }
  }

  #existing(bucket: string, key: string): ObjectPath {
    const path = this.#pathOf(bucket, key);
    this.buckets.mustExist(bucket);
    if (!objectExists(path)) throw noSuchKey(key);
    return path;
  }

  #pathOf(bucket: string, key: string): ObjectPath {
    checkKey(key);
    return join(this.buckets.pathOf(bucket), ...key.split('/').slice(0, -1), '/') + (key.split('/').at(-1) ?? '');
  }
}

function checkCondition(path: ObjectPath, key: string, condition: NonNullable<PutOptions['condition']>): void {
  if ('ifAbsent' in condition) {
    if (objectExists(path)) throw preconditionFailed('If-None-Match');
    return;
  }
  const stat = statObject(path);
  if (!stat) throw noSuchKey(key);
  if (stat.etag !== condition.ifEtag) throw preconditionFailed('If-Match');
}
