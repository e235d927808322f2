import canonicalize from 'canonicalize';
import type { Verdict } from '../../domain/verdict.ts';

/** Whether what was read has the hash on record; null where this browser cannot tell. */
export type Verified = boolean | null;

/**
 * Whether a verdict has the hash that it says: the SHA-256 of its canonical JSON (RFC 8785) without `hash`. Computed here, in the reader's own browser.
 * Null where the browser has no cryptography, as on pages without encryption.
 */
export async function verifyVerdict({ hash, ...record }: Verdict): Promise<Verified> {
  const text = canonicalize(record);
  return hasCryptography() && text !== undefined ? verifySha256(new TextEncoder().encode(text), hash) : null;
}

/** Whether bytes have a SHA-256 (64 hexadecimal digits); null as above. */
export async function verifySha256(bytes: BufferSource, sha256: string): Promise<Verified> {
  if (!hasCryptography()) return null;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('') === sha256;
}

function hasCryptography(): boolean {
  return (crypto as Partial<Crypto>).subtle !== undefined;
}
