import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { S3Error } from '../errors.ts';

/** A request of S3, its bucket and key read from the path or the host. */
export interface S3Request {
  http: IncomingMessage;
  method: string;
  /** Empty for a request to the service itself. */
  bucket: string;
  /** Empty for a request to a bucket. */
  key: string;
  query: URLSearchParams;
  /** With what a presigned URL brings in its query: `X-Amz-Meta-A=b` is the header `x-amz-meta-a: b`. */
  headers: IncomingHttpHeaders;
}

/** @throws S3Error InvalidURI */
export function readRequest(http: IncomingMessage): S3Request {
  const [path = '/', ...queryString] = pathStyleUrl(http.url, http.headers.host).split('?');
  const [, bucket = '', ...key] = path.split('/');
  const query = new URLSearchParams(queryString.join('?'));
  const fromQuery = [...query].map(([name, value]): [string, string] => [name.toLowerCase(), value]).filter(([name]) => name.startsWith('x-amz-'));
  return { http, method: http.method ?? 'GET', bucket: decode(bucket), key: decode(key.join('/')), query, headers: { ...http.headers, ...Object.fromEntries(fromQuery) } };
}

/** The URL with the bucket in its path: `http://bucket.localhost/key` and `http://bucket.s3.localhost/key` name it by the host. */
export function pathStyleUrl(url = '/', host = ''): string {
  const bucket = /^(.+?)(?:\.s3)?\.localhost(?::\d+)?$/i.exec(host)?.[1];
  return bucket === undefined || bucket === 's3' ? url : `/${bucket}${url}`;
}

/** The value of a header; the first of several. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    throw new S3Error('InvalidURI', 'Could not parse the specified URI.', { URI: part }, { cause });
  }
}
