import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { Buffer } from './node-buffer.ts';

/**
 * As much of Node's `node:crypto` as the domain's verifier uses, for the browser, where vite puts this in its place: so that an export is verified by the very
 * same code as offline, and only the arithmetic below it differs. WebCrypto would do it too, but neither as a stream nor on a page without encryption.
 */

interface Hash {
  update(data: string | Uint8Array, encoding?: 'utf8'): Hash;
  digest(encoding: 'hex'): string;
}

/** SHA-256 alone. */
export function createHash(algorithm: string): Hash {
  if (algorithm !== 'sha256') throw new RangeError(`There is no ${algorithm} here.`);
  const state = sha256.create();
  const hash: Hash = {
    update: (data) => {
      state.update(typeof data === 'string' ? new TextEncoder().encode(data) : data);
      return hash;
    },
    digest: () => Buffer.from(state.digest()).toString('hex'),
  };
  return hash;
}

/** What stands before the point in the SubjectPublicKeyInfo of every uncompressed key of P-256. Source: RFC 5480, sections 2.1.1 and 2.2. */
const SPKI_PREFIX = [0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00];

export interface PublicKey {
  asymmetricKeyDetails: { namedCurve: 'prime256v1' };
  point: Uint8Array;
  export(): Buffer;
}

/** @throws TypeError for what is no key of P-256 in DER */
export function createPublicKey({ key }: { key: Uint8Array; format: 'der'; type: 'spki' }): PublicKey {
  const point = key.subarray(SPKI_PREFIX.length);
  const isP256 = point.length === 65 && point[0] === 4 && SPKI_PREFIX.every((byte, index) => key[index] === byte) && p256.utils.isValidPublicKey(point, false);
  if (!isP256) throw new TypeError('This is no public key of P-256.');
  return { asymmetricKeyDetails: { namedCurve: 'prime256v1' }, point, export: () => Buffer.from(key) };
}

/** ECDSA over SHA-256, the signature in DER. */
export function verify(algorithm: string, data: Uint8Array, { point }: PublicKey, signature: Uint8Array): boolean {
  if (algorithm !== 'sha256') throw new RangeError(`There is no ${algorithm} here.`);
  try {
    return p256.verify(signature, data, point, { format: 'der', lowS: false, prehash: true });
  } catch {
    // No signature at all.
    return false;
  }
}
