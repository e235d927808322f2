import { createRequire } from 'node:module';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';

/** The one door to s3rver: its Koa application is used behind the shared endpoint, its own HTTP server is not. */
const require = createRequire(import.meta.url);

/** The only access key that s3rver knows. */
export const ACCESS_KEY_ID = 'S3RVER';

export interface StoredObject {
  bucket: string;
  key: string;
  content: Readable | null;
  metadata: Record<string, unknown>;
}

export interface WrittenObject {
  size: number;
  md5: string;
}

/** Keeps an object as three files, `….object`, `….object.md5` and `….metadata.json`; it exists when the first does. */
export interface FilesystemStore {
  getBucketPath(bucket: string): string;
  getResourcePath(bucket: string, key: string | undefined, resource: string): string;
  getBucket(bucket: string): Promise<unknown>;
  putBucket(bucket: string): Promise<unknown>;
  deleteBucket(bucket: string): Promise<void>;
  existsObject(bucket: string, key: string): Promise<boolean>;
  getMetadata(bucket: string, key: string): Promise<Record<string, unknown>>;
  getObject(bucket: string, key: string, options?: unknown): Promise<StoredObject | null>;
  putObject(object: StoredObject): Promise<WrittenObject>;
  copyObject(fromBucket: string, fromKey: string, toBucket: string, toKey: string, metadata: Record<string, unknown> | null): Promise<Record<string, unknown>>;
  listObjects(bucket: string, options: { prefix?: string }): Promise<{ objects: StoredObject[] }>;
  deleteObject(bucket: string, key: string): Promise<void>;
  putSubresource(bucket: string, key: string | undefined, resource: { type: string; toXML(space: number): string }): Promise<void>;
  putPart(bucket: string, uploadId: string, partNumber: string | number, content: Readable): Promise<WrittenObject>;
  putObjectMultipart(bucket: string, uploadId: string, parts: { number: number; etag: string }[]): Promise<WrittenObject>;
}

interface Application {
  store: FilesystemStore;
  context: { store: FilesystemStore };
  logger: { close(): void };
  on(event: 'error', listener: (error: unknown, context: { res: ServerResponse }) => void): void;
  callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

interface ApplicationOptions {
  directory: string;
  silent: boolean;
  allowMismatchedSignatures: boolean;
  vhostBuckets: boolean;
}

/** An error that s3rver answers as S3's XML, with the HTTP status that S3 gives the code. */
export const S3Error = require('@20minutes/s3rver/lib/models/error') as new (code: string, message: string, detail?: Record<string, unknown>) => Error & { code: string; status: number };

/** @param metadata headers: what S3 keeps of them is picked out */
export const S3Object = require('@20minutes/s3rver/lib/models/object') as new (bucket: string, key: string, content: Readable | null, metadata: Record<string, unknown>) => StoredObject;

export const FilesystemStore = require('@20minutes/s3rver/lib/stores/filesystem') as new (rootDirectory: string) => FilesystemStore;

export const S3rver = require('@20minutes/s3rver') as new (options: ApplicationOptions) => Application;
