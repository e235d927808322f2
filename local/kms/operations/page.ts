import { invalidMarker } from '../errors.ts';

/** One page of a list; the marker is where the next one begins. @throws AwsError InvalidMarkerException */
export function page<T>(items: readonly T[], { Limit, Marker }: { Limit: number; Marker?: string | undefined }): { items: T[]; Truncated: boolean; NextMarker?: string } {
  const position = Marker === undefined ? '0' : Buffer.from(Marker, 'base64url').toString('utf8');
  if (!/^\d{1,9}$/.test(position)) throw invalidMarker();
  const from = Number(position);
  const to = from + Limit;
  return { items: items.slice(from, to), Truncated: to < items.length, ...(to < items.length && { NextMarker: Buffer.from(String(to)).toString('base64url') }) };
}
