import { isSignedBy } from '../../domain/export/verify-signature.ts';
import type { Seal } from '../../domain/session.ts';

/** Whether a seal is signed by this key (base64 of its DER). Loaded when it is needed: it brings the arithmetic of the curve. */
export function isSealGenuine({ sessionId, count, head, signature }: Seal, publicKey: string): boolean {
  return isSignedBy(publicKey, { sessionId, count, head }, signature);
}
