import type { IncomingHttpHeaders } from 'node:http';
import type { ObjectStat } from '../store/object-files.ts';

/** What is kept of the headers that an object is written with, beside `x-amz-meta-…`. */
const KEPT = new Set(['cache-control', 'content-disposition', 'content-encoding', 'content-language', 'content-type', 'expires', 'x-amz-storage-class', 'x-amz-website-redirect-location']);
const META = 'x-amz-meta-';

/** The metadata of an object, by header, from the headers of its request or the fields of its form. */
export function metadataOf(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = Object.entries(headers).flatMap(([name, value]): [string, string][] => {
    if (value === undefined || (!KEPT.has(name) && !name.startsWith(META))) return [];
    const text = String(value);
    // The encoding of the request's body is none of the object's.
    const own = name === 'content-encoding' ? text.split(',').map((part) => part.trim()).filter((part) => part !== 'aws-chunked').join(',') : text;
    return own === '' ? [] : [[name, own]];
  });
  return { 'content-type': 'binary/octet-stream', ...Object.fromEntries(kept) };
}

/** The headers that every answer with an object has, but for its length. */
export function objectHeaders({ etag, modifiedAt }: ObjectStat, metadata: Record<string, string>): Record<string, string> {
  return { ...metadata, 'accept-ranges': 'bytes', etag: `"${etag}"`, 'last-modified': modifiedAt.toUTCString() };
}
