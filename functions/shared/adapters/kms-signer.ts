import { createHash } from 'node:crypto';
import { GetPublicKeyCommand, SignCommand, type KMSClient } from '@aws-sdk/client-kms';
import { canonicalJson } from '../../../domain/canonical-json.ts';
import type { StatementSignature } from '../../../domain/session.ts';
import { toLowS } from '../../../domain/signature/low-s.ts';
import type { Signer } from '../ports/signer.ts';

/** Signs with a key of AWS KMS: ECC_NIST_P256, for SIGN_VERIFY. */
export class KmsSigner implements Signer {
  readonly #client: KMSClient;
  readonly #keyArn: string;

  constructor(client: KMSClient, keyArn: string) {
    this.#client = client;
    this.#keyArn = keyArn;
  }

  async sign(statement: unknown): Promise<StatementSignature> {
    // A digest, for a message may have 4,096 bytes at most.
    const Message = createHash('sha256').update(canonicalJson(statement), 'utf8').digest();
    const answer = await this.#client.send(new SignCommand({ KeyId: this.#keyArn, Message, MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256' }));
    if (answer.Signature === undefined) throw new Error('KMS answered without a signature.');
    return { keyId: answer.KeyId ?? this.#keyArn, algorithm: 'ECDSA_SHA_256', value: Buffer.from(toLowS(answer.Signature)).toString('base64') };
  }

  async publicKey(): Promise<string> {
    const { PublicKey: publicKey } = await this.#client.send(new GetPublicKeyCommand({ KeyId: this.#keyArn }));
    if (publicKey === undefined) throw new Error('KMS answered without a public key.');
    return Buffer.from(publicKey).toString('base64');
  }
}
