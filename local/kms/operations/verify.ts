import { z } from 'zod';
import { dryRunSucceeded, invalidSignature } from '../errors.ts';
import type { KeyRing } from '../key-ring.ts';
import { digestOf, SIGNED_MESSAGE } from './digest-of.ts';
import { BytesSchema, parseInput } from './parse-input.ts';

const Schema = z.object({ ...SIGNED_MESSAGE, Signature: BytesSchema });

/** @throws AwsError KMSInvalidSignatureException: it never answers that a signature is not valid */
export function verify(ring: KeyRing, raw: Record<string, unknown>): unknown {
  const input = parseInput(Schema, raw);
  const key = ring.find(input.KeyId);
  const digest = digestOf(input);
  if (input.DryRun) throw dryRunSucceeded();
  if (!key.verify(digest, input.Signature)) throw invalidSignature();
  return { KeyId: key.resource.arn, SignatureValid: true, SigningAlgorithm: input.SigningAlgorithm };
}
