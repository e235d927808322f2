import { z } from 'zod';
import { dryRunSucceeded } from '../errors.ts';
import type { KeyRing } from '../key-ring.ts';
import { digestOf, SIGNED_MESSAGE } from './digest-of.ts';
import { parseInput } from './parse-input.ts';

const Schema = z.object(SIGNED_MESSAGE);

export function sign(ring: KeyRing, raw: Record<string, unknown>): unknown {
  const input = parseInput(Schema, raw);
  const key = ring.find(input.KeyId);
  const digest = digestOf(input);
  if (input.DryRun) throw dryRunSucceeded();
  return { KeyId: key.resource.arn, Signature: Buffer.from(key.sign(digest)).toString('base64'), SigningAlgorithm: input.SigningAlgorithm };
}
