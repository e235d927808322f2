import { z } from 'zod';
import type { JsonOperation } from '../../aws/json-service.ts';
import { unsupportedForAsymmetric, wrongKeyUsage } from '../errors.ts';
import type { KeyRing } from '../key-ring.ts';
import { KeyIdSchema, parseInput } from './parse-input.ts';

const Schema = z.object({ KeyId: KeyIdSchema });

const OF_ENCRYPTION_KEYS = ['Encrypt', 'Decrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'GenerateMac', 'VerifyMac', 'DeriveSharedSecret'];
const OF_SYMMETRIC_KEYS = ['EnableKeyRotation', 'DisableKeyRotation', 'GetKeyRotationStatus', 'RotateKeyOnDemand'];

/** The operations that keys of other kinds have: a key that signs refuses them, by the error that AWS has for it. */
export function refuseOtherUsage(ring: KeyRing): Record<string, JsonOperation> {
  const refuse =
    (errorOf: (arn: string) => Error): JsonOperation =>
    (raw) => {
      throw errorOf(ring.find(parseInput(Schema, raw).KeyId).resource.arn);
    };
  return Object.fromEntries([
    ...OF_ENCRYPTION_KEYS.map((operation) => [operation, refuse((arn) => wrongKeyUsage(arn, operation))] as const),
    ...OF_SYMMETRIC_KEYS.map((operation) => [operation, refuse(unsupportedForAsymmetric)] as const),
  ]);
}
