import type { StatementSignature } from '../../../domain/session.ts';

/** Signs what must not be changed unseen, with a key that never leaves its service. */
export interface Signer {
  /** Signs the SHA-256 of a statement's canonical JSON (RFC 8785). */
  sign(statement: unknown): Promise<StatementSignature>;
  /** The key's public half: base64 of its DER SubjectPublicKeyInfo, for whoever verifies offline. */
  publicKey(): Promise<string>;
}
