import { z } from 'zod';
import { createPolicy, type Policy } from '../../domain/policy.ts';

const PercentSchema = z.coerce.number().min(0).max(100);

/** The environment that holds the policy which the stack's parameters give. */
export const POLICY_ENVIRONMENT = {
  MIN_CONFIDENCE_PERCENT: PercentSchema,
  FACE_MATCH_PERCENT: PercentSchema,
  MODERATION_PERCENT: PercentSchema,
  /** Names divided by commas. */
  OBJECTS_OF_INTEREST: z.string(),
  FRAME_INTERVAL_MS: z.coerce.number().int().positive(),
} as const;

export function policyOf(environment: z.infer<z.ZodObject<typeof POLICY_ENVIRONMENT>>): Policy {
  const names = environment.OBJECTS_OF_INTEREST.split(',').map((name) => name.trim());
  return createPolicy({
    minConfidencePercent: environment.MIN_CONFIDENCE_PERCENT,
    faceMatchPercent: environment.FACE_MATCH_PERCENT,
    moderationPercent: environment.MODERATION_PERCENT,
    objects: names.filter((name) => name !== '').map((name) => ({ name })),
    frameIntervalMs: environment.FRAME_INTERVAL_MS,
  });
}
