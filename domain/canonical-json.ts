import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * Canonical JSON of a value (RFC 8785, JSON Canonicalization Scheme): the same text for equal values, whatever the order of their keys.
 * @throws TypeError for a value that JSON cannot hold (NaN, Infinity, undefined, a cycle)
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('This value has no JSON form.');
  return text;
}

/** The SHA-256 of a value's canonical JSON in UTF-8, as 64 lower-case hexadecimal digits. */
export function sha256OfCanonicalJson(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex');
}
