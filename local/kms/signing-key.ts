import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { p256 } from '@noble/curves/nist.js';
import type { SigningKeyResource } from '../assembly/assembly.ts';
import { writePrivateFile } from '../identity/private-file.ts';
import { KeyFileError } from './errors.ts';

/** A P-256 key on disk. Node signs no digest of somebody else's making, so the curve is @noble/curves'. */
export class SigningKey {
  readonly resource: SigningKeyResource;
  readonly createdAt: Date;
  /** DER SubjectPublicKeyInfo. */
  readonly publicKeyDer: Buffer;
  readonly #secret: Uint8Array;
  readonly #point: Uint8Array;

  private constructor(resource: SigningKeyResource, privateKey: KeyObject, createdAt: Date) {
    this.resource = resource;
    this.createdAt = createdAt;
    this.#secret = Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url');
    this.#point = p256.getPublicKey(this.#secret);
    this.publicKeyDer = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  }

  /**
   * Reads the key's file (PKCS#8, for its owner alone) in the folder, or makes it when there is none.
   * @throws KeyFileError when there is one that holds no key of P-256
   */
  static async open(resource: SigningKeyResource, dir: string): Promise<SigningKey> {
    const path = join(dir, `${resource.keyId}.pem`);
    const pem = await readFile(path, 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return makeKey(path);
      throw error;
    });
    const { mtime } = await stat(path);
    return new SigningKey(resource, parseKey(pem, path), mtime);
  }

  /** An ECDSA signature of a SHA-256 digest, in DER. */
  sign(digest: Uint8Array): Uint8Array {
    return p256.sign(digest, this.#secret, { prehash: false, lowS: false, format: 'der' });
  }

  verify(digest: Uint8Array, signature: Uint8Array): boolean {
    try {
      return p256.verify(signature, digest, this.#point, { prehash: false, lowS: false, format: 'der' });
    } catch {
      // What is no DER is no signature.
      return false;
    }
  }
}

function makeKey(path: string): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  writePrivateFile(path, pem);
  return pem;
}

function parseKey(pem: string, path: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new Error('The key is of another kind.');
    return key;
  } catch (cause) {
    throw new KeyFileError(path, cause);
  }
}
