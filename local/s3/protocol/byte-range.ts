import { S3Error } from '../errors.ts';

/** Both ends included, within an object. */
export interface ByteRange {
  first: number;
  last: number;
}

/**
 * The part of an object that a Range header asks for; null for the whole, as for several ranges or what is none.
 *
 * @throws S3Error InvalidRange when nothing of the object is in it
 */
export function rangeOf(header: string | undefined, sizeBytes: number): ByteRange | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if ((from === '' && to === '') || (from !== '' && to !== '' && Number(to) < Number(from))) return null;
  const first = from === '' ? Math.max(0, sizeBytes - Number(to)) : Number(from);
  const last = from === '' || to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1);
  if (first > last) throw new S3Error('InvalidRange', 'The requested range is not satisfiable', { RangeRequested: header ?? '', ActualObjectSize: sizeBytes });
  return { first, last };
}
