import { z } from 'zod';
import { ACCOUNT_ID } from '../../aws/service.ts';
import type { KeyRing } from '../key-ring.ts';
import { KeyIdSchema, parseInput } from './parse-input.ts';

const Schema = z.object({ KeyId: KeyIdSchema });

export function describeKey(ring: KeyRing, raw: Record<string, unknown>): unknown {
  const { resource, createdAt } = ring.find(parseInput(Schema, raw).KeyId);
  return {
    KeyMetadata: {
      AWSAccountId: ACCOUNT_ID,
      KeyId: resource.keyId,
      Arn: resource.arn,
      CreationDate: createdAt.getTime() / 1_000,
      Enabled: true,
      Description: resource.description,
      KeyUsage: 'SIGN_VERIFY',
      KeyState: 'Enabled',
      Origin: 'AWS_KMS',
      KeyManager: 'CUSTOMER',
      CustomerMasterKeySpec: 'ECC_NIST_P256',
      KeySpec: 'ECC_NIST_P256',
      SigningAlgorithms: ['ECDSA_SHA_256'],
      MultiRegion: false,
    },
  };
}
