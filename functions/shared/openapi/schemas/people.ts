import { z } from 'zod';
import type { MatchReport } from '../../../../domain/match-report.ts';
import type { Person, RemovalReceipt } from '../../../../domain/person.ts';
import { PERSON_STATES, type PersonSummary } from '../../ports/people.ts';
import { PhotoQualitySchema } from '../../registration-input.ts';
import { PercentSchema, TimeSchema } from './common.ts';
import { MatchSchema } from './verdicts.ts';

export const PersonSummarySchema = z
  .object({ externalImageId: z.string(), fullName: z.string(), externalId: z.string().nullable(), state: z.enum(PERSON_STATES), registeredAt: TimeSchema.nullable(), photoCount: z.number().int(), faceId: z.string().nullable().describe('Of the photo that stands for them.') })
  .meta({ id: 'PersonSummary' }) satisfies z.ZodType<PersonSummary>;

export const PersonSchema = z
  .object({
    externalImageId: z.string(),
    fullName: z.string(),
    externalId: z.string().nullable(),
    registeredAt: TimeSchema,
    registeredBy: z.string(),
    photos: z.array(z.object({ faceId: z.string(), quality: PhotoQualitySchema.meta({ id: 'PhotoQuality' }), addedAt: TimeSchema, addedBy: z.string() })),
    override: z.object({ reason: z.string(), duplicates: z.array(z.object({ externalImageId: z.string(), similarityPercent: PercentSchema })) }).nullable(),
  })
  .meta({ id: 'Person' }) satisfies z.ZodType<Person>;

const CountSchema = z.number().int().min(0);

export const RemovalReceiptSchema = z
  .object({ externalImageId: z.string(), removedAt: TimeSchema, removedBy: z.string(), removed: z.object({ faces: CountSchema, photos: CountSchema, rows: CountSchema }) })
  .meta({ id: 'RemovalReceipt' }) satisfies z.ZodType<RemovalReceipt>;

export const MatchReportSchema = z
  .object({
    verdictId: z.string(),
    sessionId: z.string(),
    match: MatchSchema,
    note: z.string(),
    reportedBy: z.string(),
    reportedAt: TimeSchema,
    state: z.enum(['open', 'settled']),
    settlement: z.object({ note: z.string(), settledBy: z.string(), settledAt: TimeSchema }).nullable(),
  })
  .meta({ id: 'MatchReport' }) satisfies z.ZodType<MatchReport>;
