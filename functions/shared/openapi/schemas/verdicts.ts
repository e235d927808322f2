import { z } from 'zod';
import { CHECK_NAMES, type CheckName, type CheckResults } from '../../../../domain/check-result.ts';
import type { ErasedVerdict } from '../../../../domain/erasure/redacted-verdict.ts';
import type { Verdict } from '../../../../domain/verdict.ts';
import { ANALYSIS_STEPS, TIMED_STEPS } from '../../../../domain/verdict.ts';
import { BoxSchema, DecisionSchema, PercentSchema, Sha256Schema, TimeSchema } from './common.ts';
import { PolicySchema } from './policy.ts';

const EvidenceSchema = z
  .object({
    name: z.string(),
    confidencePercent: PercentSchema,
    thresholdPercent: PercentSchema.nullable().describe('What the confidence was held against; null where everything that is seen counts.'),
    box: BoxSchema.nullable(),
    landmarks: z.array(z.object({ type: z.string(), x: z.number(), y: z.number() })).exactOptional(),
  })
  .meta({ id: 'Evidence' });

export const MatchSchema = z.object({ externalImageId: z.string(), fullName: z.string(), similarityPercent: PercentSchema }).meta({ id: 'PersonMatch' });

const REASONS = ['OBJECT_PRESENT', 'NO_PERSON', 'SEVERAL_PEOPLE', 'NO_FACE', 'UNKNOWN_PERSON', 'OTHER_PERSON', 'SEVERAL_FACES', 'UNSAFE_CONTENT', 'THROTTLED', 'TIMED_OUT', 'PROVIDER_ERROR'] as const;

function checkSchema<Name extends CheckName, Details extends z.ZodType>(name: Name, details: Details) {
  return z
    .object({ check: z.literal(name), outcome: z.enum(['pass', 'fail', 'unknown']), details, reason: z.enum(REASONS).nullable(), evidence: z.array(EvidenceSchema) })
    .meta({ id: `${name.charAt(0).toUpperCase()}${name.slice(1)}Check` });
}

const NamesSchema = z.object({ names: z.array(z.string()) });
const CountSchema = z.object({ count: z.number().int().min(0) });

export const ChecksSchema = z.tuple([
  checkSchema('objects', NamesSchema),
  checkSchema('people', CountSchema),
  checkSchema('identity', z.object({ match: MatchSchema.nullable() })),
  checkSchema('faces', CountSchema),
  checkSchema('moderation', NamesSchema),
]) satisfies z.ZodType<CheckResults>;

const DurationSchema = z.number().int().min(0);

/** One for each of these names; those that may be absent are optional. */
function recordOf<Name extends string, Value extends z.ZodType>(names: readonly Name[], value: Value): z.ZodObject<Record<Name, Value>> {
  return z.object(Object.fromEntries(names.map((name) => [name, value])) as Record<Name, Value>);
}

export const VerdictSchema = z
  .object({
    verdictId: z.string(),
    sessionId: z.string(),
    sequence: z.number().int().min(1),
    capturedAt: z.string().nullable(),
    receivedAt: TimeSchema,
    decision: DecisionSchema,
    checks: ChecksSchema,
    policyVersion: z.string(),
    policy: PolicySchema,
    image: z.object({ sha256: Sha256Schema, widthPx: z.number().int(), heightPx: z.number().int(), key: z.string(), perceptualHash: z.string().nullable() }),
    timings: recordOf(TIMED_STEPS, DurationSchema).describe('In milliseconds.'),
    retries: recordOf(ANALYSIS_STEPS, DurationSchema.exactOptional()),
    modelVersions: recordOf(ANALYSIS_STEPS, z.string().exactOptional()),
    executionArn: z.string(),
    previousHash: Sha256Schema.nullable(),
    hash: Sha256Schema.describe("SHA-256 of the verdict's canonical JSON (RFC 8785) without `hash`."),
  })
  .meta({ id: 'Verdict' }) satisfies z.ZodType<Verdict>;

/** As AWS's Virtual Proctor sample answers. */
export const SampleTestsSchema = z.array(z.object({ TestName: z.string(), Success: z.boolean(), Details: z.union([z.string(), z.number()]) })).length(5).meta({ id: 'SampleTests' });

const ErasedVerdictSchema = VerdictSchema.pick({ verdictId: true, sessionId: true, sequence: true, capturedAt: true, receivedAt: true, decision: true, policyVersion: true, previousHash: true, hash: true })
  .extend({
    checks: z.array(z.object({ check: z.enum(CHECK_NAMES), outcome: z.enum(['pass', 'fail', 'unknown']), reason: z.enum(REASONS).nullable() })),
    erased: z.object({ erasureId: z.string(), who: z.literal('candidate') }),
  })
  .meta({ id: 'ErasedVerdict', description: 'What is left of a verdict whose candidate was erased.' }) satisfies z.ZodType<ErasedVerdict>;

/** A verdict as it stands on record: whole, or with what an erasure has left of it. */
export const RecordedVerdictSchema = z
  .union([VerdictSchema, VerdictSchema.extend({ erased: z.object({ erasureId: z.string(), who: z.literal('match') }) }).meta({ id: 'VerdictWithoutMatch' }), ErasedVerdictSchema])
  .meta({ id: 'RecordedVerdict' });
