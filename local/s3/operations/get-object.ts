import { randomUUID } from 'node:crypto';
import { closeSync, createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { S3Error } from '../errors.ts';
import { rangeOf } from '../protocol/byte-range.ts';
import { objectHeaders } from '../protocol/object-headers.ts';
import { checkPreconditions } from '../protocol/preconditions.ts';
import { headerOf } from '../protocol/s3-request.ts';
import type { Operation } from './context.ts';

/** Headers of the answer that a parameter of the query can set: `response-content-type` and so on. */
const OVERRIDABLE = ['cache-control', 'content-disposition', 'content-encoding', 'content-language', 'content-type', 'expires'];

/** GetObject and HeadObject. */
export const getObject: Operation = async ({ store }, { method, bucket, key, headers, query }, response) => {
  const { fd, stat, metadata } = store.open(bucket, key);
  let isTaken = false;
  try {
    checkPreconditions(headers, stat);
    const range = rangeOf(headerOf(headers, 'range'), stat.sizeBytes);
    const length = range ? range.last - range.first + 1 : stat.sizeBytes;
    const overrides = OVERRIDABLE.flatMap((name): [string, string][] => {
      const value = query.get(`response-${name}`);
      return value === null ? [] : [[name, value]];
    });
    response.writeHead(range ? 206 : 200, {
      'x-amz-request-id': randomUUID(),
      ...objectHeaders(stat, metadata),
      ...Object.fromEntries(overrides),
      'content-length': length,
      ...(range && { 'content-range': `bytes ${range.first}-${range.last}/${stat.sizeBytes}` }),
    });
    if (method === 'HEAD' || length === 0) {
      response.end();
      return;
    }
    isTaken = true;
    const content = createReadStream('', { fd, start: range?.first ?? 0, end: range?.last ?? stat.sizeBytes - 1 });
    await pipeline(content, response);
  } catch (error) {
    // Whoever goes away before the end wants no answer.
    if (!(error instanceof S3Error) && response.destroyed) return;
    throw error;
  } finally {
    if (!isTaken) closeSync(fd);
  }
};
