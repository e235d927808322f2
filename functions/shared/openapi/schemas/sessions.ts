import { z } from 'zod';
import { SIGNALS } from '../../../../domain/incidents/signals.ts';
import type { Session } from '../../../../domain/session.ts';
import type { TimelineItem } from '../../../../domain/timeline.ts';
import { DecisionSchema, Sha256Schema, TimeSchema } from './common.ts';

export const SignatureSchema = z.object({ keyId: z.string(), algorithm: z.literal('ECDSA_SHA_256'), value: z.string() }).meta({ id: 'Signature' });

const FrameReferenceSchema = z.object({ sequence: z.number().int(), verdictId: z.string() });

export const IncidentSchema = z
  .object({
    incidentId: z.string(),
    rule: z.string(),
    severity: z.enum(['low', 'medium', 'high']),
    startedAt: TimeSchema,
    endedAt: TimeSchema.nullable().describe('Null while it lasts.'),
    frameCount: z.number().int(),
    frames: z.array(FrameReferenceSchema).describe('The first few and the last few of the frames that counted.'),
    lagFrames: z.number().int().exactOptional(),
    mergedCount: z.number().int().exactOptional(),
  })
  .meta({ id: 'Incident' });

export const CountersSchema = z.object({ clear: z.number().int(), flagged: z.number().int(), inconclusive: z.number().int() });

export const SessionSchema = z
  .object({
    sessionId: z.string(),
    examId: z.string().nullable(),
    candidate: z.object({ sub: z.string(), email: z.string().nullable() }),
    expected: z.object({ externalImageId: z.string() }).nullable(),
    state: z.enum(['open', 'ended']),
    startedAt: TimeSchema,
    endedAt: TimeSchema.nullable(),
    endReason: z.enum(['CANDIDATE', 'DAY_OVER', 'ABANDONED']).nullable(),
    counters: CountersSchema,
    incidents: z.array(IncidentSchema),
    consentVersion: z.string().nullable(),
    lastVerdict: z.object({ verdictId: z.string(), sequence: z.number().int(), decision: DecisionSchema, receivedAt: TimeSchema }).nullable(),
    seal: z.object({ sessionId: z.string(), count: z.number().int(), head: Sha256Schema.nullable(), signedAt: TimeSchema, signature: SignatureSchema }).nullable(),
    legalHold: z.object({ reason: z.string(), heldBy: z.string(), heldAt: TimeSchema }).nullable().describe('Shown to auditors alone.'),
    note: z.object({ text: z.string(), writtenAt: TimeSchema }).nullable().describe('What its candidate says of it.'),
    retainedUntil: TimeSchema.nullable().describe('Until when it is kept, and with it its verdicts and all that belongs to it: counted from its start. Null under a legal hold.'),
  })
  .meta({ id: 'Session' }) satisfies z.ZodType<Session>;

export const TimelineItemSchema = z
  .object({
    sequence: z.number().int().min(1),
    verdictId: z.string(),
    receivedAt: TimeSchema,
    decision: DecisionSchema,
    signals: z.array(z.enum(SIGNALS)).describe('What its checks say; what several frames say together is in the incidents of the session.'),
    erased: z.boolean().describe('Whether its candidate was erased, and this is what is left.'),
  })
  .meta({ id: 'TimelineItem' }) satisfies z.ZodType<TimelineItem>;
