import { Buffer } from 'node:buffer';
import { createPublicKey, verify } from 'node:crypto';
import { canonicalJson } from '../canonical-json.ts';
import type { StatementSignature } from '../session.ts';
import { isLowS } from '../signature/low-s.ts';

/**
 * Whether a signature is this key's over a statement, in the one form in which it is written: base64 without variants, and a low s.
 *
 * @param publicKey base64 of a DER SubjectPublicKeyInfo
 */
export function isSignedBy(publicKey: string, statement: unknown, { algorithm, value }: StatementSignature): boolean {
  const signature = Buffer.from(value, 'base64');
  if (algorithm !== ('ECDSA_SHA_256' as string) || signature.toString('base64') !== value || !isLowS(signature)) return false;
  return verify('sha256', Buffer.from(canonicalJson(statement), 'utf8'), createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' }), signature);
}

/** Whether text is the base64 of a public key of P-256, in the one form in which it is written. */
export function isPublicKey(text: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' && key.export({ format: 'der', type: 'spki' }).toString('base64') === text;
  } catch {
    return false;
  }
}
