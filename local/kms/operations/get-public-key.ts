import { z } from 'zod';
import type { KeyRing } from '../key-ring.ts';
import { KeyIdSchema, parseInput } from './parse-input.ts';

const Schema = z.object({ KeyId: KeyIdSchema });

export function getPublicKey(ring: KeyRing, raw: Record<string, unknown>): unknown {
  const { resource, publicKeyDer } = ring.find(parseInput(Schema, raw).KeyId);
  return {
    KeyId: resource.arn,
    PublicKey: publicKeyDer.toString('base64'),
    CustomerMasterKeySpec: 'ECC_NIST_P256',
    KeySpec: 'ECC_NIST_P256',
    KeyUsage: 'SIGN_VERIFY',
    SigningAlgorithms: ['ECDSA_SHA_256'],
  };
}
