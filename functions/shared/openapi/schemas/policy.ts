import { z } from 'zod';
import { SIGNALS } from '../../../../domain/incidents/signals.ts';
import type { KnownLabel } from '../../../../domain/labels.ts';
import type { Policy } from '../../../../domain/policy.ts';
import { PhotoLimitsSchema } from '../../registration-input.ts';
import { PercentSchema, TimeSchema } from './common.ts';
import { CountersSchema, IncidentSchema } from './sessions.ts';

export const PolicySchema = z
  .object({
    version: z.string().describe('Names these very rules: the start of the SHA-256 of their canonical JSON.'),
    minConfidencePercent: PercentSchema,
    faceMatchPercent: PercentSchema,
    moderationPercent: PercentSchema,
    objects: z.array(z.object({ name: z.string(), confidencePercent: PercentSchema.exactOptional() })),
    frameIntervalMs: z.number().int(),
    maxGapMs: z.number().int(),
    incidentRules: z.array(
      z.object({ name: z.string(), signals: z.array(z.enum(SIGNALS)), frames: z.number().int(), ofLast: z.number().int(), severity: z.enum(['low', 'medium', 'high']) }).meta({ id: 'IncidentRule' }),
    ),
    photo: PhotoLimitsSchema.meta({ id: 'PhotoLimits' }),
  })
  .meta({ id: 'Policy' }) satisfies z.ZodType<Policy>;

export const PolicyVersionSchema = z
  .object({ revision: z.number().int(), version: z.string(), createdAt: TimeSchema.nullable(), createdBy: z.string().nullable(), rules: PolicySchema.omit({ version: true }) })
  .meta({ id: 'PolicyVersion', description: 'Revision 0 is what the deployment was configured with: nobody put it.' });

export const LabelSchema = z.object({ name: z.string(), category: z.string(), aliases: z.array(z.string()), parents: z.array(z.string()) }).meta({ id: 'Label' }) satisfies z.ZodType<KnownLabel>;

const PreviewedSessionSchema = z
  .object({
    sessionId: z.string(),
    verdictCount: z.number().int(),
    truncated: z.boolean(),
    verdictsChanged: z.number().int(),
    decisionsBefore: CountersSchema,
    decisionsAfter: CountersSchema,
    incidentsAdded: z.array(IncidentSchema),
    incidentsRemoved: z.array(IncidentSchema),
    incidentsKept: z.number().int(),
    exact: z.boolean(),
    inexact: z.array(z.object({ check: z.string(), why: z.enum(['BELOW_EVIDENCE', 'LABEL_UNKNOWN', 'OTHER_MATCHES', 'ERASED']), verdictCount: z.number().int() })),
  })
  .meta({ id: 'PreviewedSession' });

export const PreviewSchema = z.object({ version: z.string(), items: z.array(PreviewedSessionSchema), nextCursor: z.string().nullable() }).meta({ id: 'PolicyPreview' });
