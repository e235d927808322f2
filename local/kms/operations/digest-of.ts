import { createHash } from 'node:crypto';
import { z } from 'zod';
import { incompatibleAlgorithm, validation } from '../errors.ts';
import { BytesSchema, KeyIdSchema } from './parse-input.ts';

const SIGNING_ALGORITHMS = [
  'RSASSA_PSS_SHA_256', 'RSASSA_PSS_SHA_384', 'RSASSA_PSS_SHA_512', 'RSASSA_PKCS1_V1_5_SHA_256', 'RSASSA_PKCS1_V1_5_SHA_384', 'RSASSA_PKCS1_V1_5_SHA_512',
  'ECDSA_SHA_256', 'ECDSA_SHA_384', 'ECDSA_SHA_512', 'SM2DSA', 'ML_DSA_SHAKE_256', 'ED25519_SHA_512', 'ED25519_PH_SHA_512',
] as const;

/** What Sign and Verify have in common. */
export const SIGNED_MESSAGE = {
  KeyId: KeyIdSchema,
  Message: BytesSchema.refine((bytes) => bytes.length <= 4_096, 'Member must have length less than or equal to 4096'),
  MessageType: z.enum(['RAW', 'DIGEST'], 'Member must satisfy enum value set: [RAW, DIGEST]').default('RAW'),
  SigningAlgorithm: z.enum(SIGNING_ALGORITHMS, `Member must satisfy enum value set: [${SIGNING_ALGORITHMS.join(', ')}]`),
  DryRun: z.boolean().default(false),
};

/**
 * The SHA-256 that a signature is over: of the message, or the message itself where that is a digest.
 * @throws AwsError InvalidKeyUsageException, ValidationException
 */
export function digestOf({ Message, MessageType, SigningAlgorithm }: { Message: Buffer; MessageType: 'RAW' | 'DIGEST'; SigningAlgorithm: string }): Buffer {
  if (SigningAlgorithm !== 'ECDSA_SHA_256') throw incompatibleAlgorithm(SigningAlgorithm);
  if (MessageType === 'RAW') return createHash('sha256').update(Message).digest();
  if (Message.length !== 32) throw validation('Digest is invalid length for algorithm ECDSA_SHA_256.');
  return Message;
}
