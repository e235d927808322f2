import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { closeSync } from 'node:fs';
import { invalidArgument } from '../errors.ts';
import type { ObjectStat } from '../store/object-files.ts';
import type { ObjectStore } from '../store/object-store.ts';
import { checkPreconditions } from './preconditions.ts';
import type { S3Request } from './s3-request.ts';
import { headerOf } from './s3-request.ts';

export interface CopySource {
  bucket: string;
  key: string;
  stat: ObjectStat;
  metadata: Record<string, string>;
  content: Readable;
}

/**
 * Opens the object that a request copies from, or a range of it, as it is at this moment.
 *
 * @throws S3Error NoSuchBucket, NoSuchKey, InvalidArgument, PreconditionFailed
 */
export function openCopySource(store: ObjectStore, { headers }: S3Request): CopySource {
  const header = headerOf(headers, 'x-amz-copy-source') ?? '';
  const [, bucket, key] = /^\/?([^/]+)\/([^?]+)$/.exec(header) ?? [];
  if (bucket === undefined || key === undefined) throw invalidArgument('Copy Source must mention the source bucket and key: sourcebucket/sourcekey', 'x-amz-copy-source', header);
  const source = { bucket: decode(bucket, header), key: decode(key, header) };
  const { fd, stat, metadata } = store.open(source.bucket, source.key);
  try {
    checkPreconditions(headers, stat, 'x-amz-copy-source-');
    const range = copyRange(headerOf(headers, 'x-amz-copy-source-range'), stat.sizeBytes);
    // An empty object's end would lie before its beginning.
    const content = createReadStream('', { fd, start: range?.first ?? 0, ...(stat.sizeBytes > 0 && { end: range?.last ?? stat.sizeBytes - 1 }) });
    return { ...source, stat, metadata, content };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

function copyRange(header: string | undefined, sizeBytes: number): { first: number; last: number } | null {
  if (header === undefined) return null;
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(header) ?? [];
  if (first === undefined || last === undefined) {
    throw invalidArgument('The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy', 'x-amz-copy-source-range', header);
  }
  if (Number(first) > Number(last) || Number(last) >= sizeBytes) throw invalidArgument(`Range specified is not valid for source object of size: ${sizeBytes}`, 'x-amz-copy-source-range', header);
  return { first: Number(first), last: Number(last) };
}

function decode(text: string, header: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidArgument('Invalid copy source encoding', 'x-amz-copy-source', header);
  }
}
