import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { DEFAULT_GAP_INTERVALS, DEFAULT_INCIDENT_RULES } from '../../domain/incidents/default-rules.ts';
import { createPolicy, type Policy, type PolicyObject } from '../../domain/policy.ts';
import { DEFAULT_PHOTO_LIMITS } from '../../domain/registration/photo-limits.ts';
import { DynamoDbPolicies } from './adapters/dynamodb-policies.ts';
import { NameSchema } from './environment.ts';

const PercentSchema = z.coerce.number().min(0).max(100);

/** The environment that holds the policy which the stack's parameters give. */
export const POLICY_ENVIRONMENT = {
  MIN_CONFIDENCE_PERCENT: PercentSchema,
  FACE_MATCH_PERCENT: PercentSchema,
  MODERATION_PERCENT: PercentSchema,
  /** Names divided by commas; a name may be followed by a confidence of its own: `Mobile Phone:50,Book`. */
  OBJECTS_OF_INTEREST: z.string().transform((text, context) => text.split(',').flatMap((entry) => objectsOf(entry, context))),
  FRAME_INTERVAL_MS: z.coerce.number().int().positive(),
} as const;

function objectsOf(entry: string, context: z.RefinementCtx): PolicyObject[] {
  const [name = '', confidence, ...rest] = entry.split(':').map((part) => part.trim());
  if (name === '' && confidence === undefined) return [];
  if (confidence === undefined) return [{ name }];
  const confidencePercent = confidence === '' ? undefined : PercentSchema.safeParse(confidence).data;
  if (name === '' || confidencePercent === undefined || rest.length > 0) {
    context.addIssue(`"${entry.trim()}" is no name, nor a name and a confidence of 0 to 100 as in "Mobile Phone:50".`);
    return [];
  }
  return [{ name, confidencePercent }];
}

/** The environment of a function that reads the policy in force: see infra/grant-policy.ts. */
export const POLICIES_ENVIRONMENT = { POLICIES_TABLE: NameSchema, ...POLICY_ENVIRONMENT } as const;

/** The policies: what was put, and until then what the stack's parameters say. */
export function policiesOf(documents: DynamoDBDocumentClient, environment: z.infer<z.ZodObject<typeof POLICIES_ENVIRONMENT>>): DynamoDbPolicies {
  return new DynamoDbPolicies(documents, environment.POLICIES_TABLE, policyOf(environment));
}

export function policyOf(environment: z.infer<z.ZodObject<typeof POLICY_ENVIRONMENT>>): Policy {
  return createPolicy({
    minConfidencePercent: environment.MIN_CONFIDENCE_PERCENT,
    faceMatchPercent: environment.FACE_MATCH_PERCENT,
    moderationPercent: environment.MODERATION_PERCENT,
    objects: environment.OBJECTS_OF_INTEREST,
    frameIntervalMs: environment.FRAME_INTERVAL_MS,
    maxGapMs: DEFAULT_GAP_INTERVALS * environment.FRAME_INTERVAL_MS,
    incidentRules: DEFAULT_INCIDENT_RULES,
    photo: DEFAULT_PHOTO_LIMITS,
  });
}
