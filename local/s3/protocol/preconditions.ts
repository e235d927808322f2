import type { IncomingHttpHeaders } from 'node:http';
import { preconditionFailed, S3Error } from '../errors.ts';
import type { ObjectStat } from '../store/object-files.ts';

/**
 * Checks what a reader asks of an object's entity tag and time, in the order of RFC 9110, section 13.2.2.
 *
 * @param prefix of the headers: empty, or `x-amz-copy-source-`, by which nothing is "not modified" but fails
 * @throws S3Error PreconditionFailed, NotModified
 */
export function checkPreconditions(headers: IncomingHttpHeaders, { etag, modifiedAt }: ObjectStat, prefix: '' | 'x-amz-copy-source-' = ''): void {
  const header = (name: string): string | undefined => headers[prefix + name]?.toString();
  // HTTP's times have no milliseconds.
  const modifiedMs = Math.floor(modifiedAt.getTime() / 1_000) * 1_000;
  const unchanged = (): S3Error => (prefix === '' ? new S3Error('NotModified', 'Not Modified') : preconditionFailed('If-None-Match'));
  const [match, noneMatch] = [header('if-match'), header('if-none-match')];
  const since = (name: string): number => Date.parse(header(name) ?? '');

  if (match !== undefined) {
    if (!lists(match, etag)) throw preconditionFailed('If-Match');
  } else if (modifiedMs > since('if-unmodified-since')) throw preconditionFailed('If-Unmodified-Since');
  if (noneMatch !== undefined) {
    if (lists(noneMatch, etag)) throw unchanged();
  } else if (modifiedMs <= since('if-modified-since')) throw unchanged();
}

function lists(header: string, etag: string): boolean {
  return header.split(',').map((tag) => tag.trim().replace(/^W\//, '').replaceAll('"', '')).some((tag) => tag === '*' || tag === etag);
}
