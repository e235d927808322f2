import canonicalize from 'canonicalize';
import type { Verdict } from '../../domain/verdict.ts';

/**
 * Whether a verdict has the hash that it says: the SHA-256 of its canonical JSON (RFC 8785) without `hash`. Computed here, in the reader's own browser.
 * Null where the browser has no cryptography, as on pages without encryption.
 */
export async function verifyVerdict({ hash, ...record }: Verdict): Promise<boolean | null> {
  const text = canonicalize(record);
  return text === undefined ? false : verifySha256(new TextEncoder().encode(text), hash);
}

/** Whether bytes have a SHA-256 (64 hexadecimal digits); null as above. */
export async function verifySha256(bytes: BufferSource, sha256: string): Promise<boolean | null> {
  const { subtle } = crypto as Partial<Crypto>;
  if (subtle === undefined) return null;
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('') === sha256;
}
