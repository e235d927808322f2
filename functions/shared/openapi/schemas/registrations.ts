import { z } from 'zod';
import { ROW_OUTCOMES } from '../../../../domain/import/import-row.ts';
import { MEASURED_QUANTITIES } from '../../../../domain/registration/photo-refusal.ts';
import { RegistrationOutputSchema } from '../../registration-input.ts';
import { ErrorSchema } from './error.ts';
import { TimeSchema, WORDING } from './common.ts';

export const RegistrationSchema = RegistrationOutputSchema.meta({ id: 'Registration' });

const IdSchema = z.object({ registrationId: z.string() });

export const RegistrationUnderWaySchema = IdSchema.extend({ status: z.literal('RUNNING') }).meta({ id: 'RegistrationUnderWay' });

export const RegistrationStateSchema = z
  .union([RegistrationUnderWaySchema, RegistrationOutputSchema.extend({ status: z.literal('SUCCEEDED') }), IdSchema.extend({ status: z.literal('FAILED'), error: ErrorSchema.omit({ requestId: true }) })])
  .meta({ id: 'RegistrationState' });

export const SampleRegistrationSchema = z.object({ ExternalImageId: z.uuid() }).meta({ id: 'SampleRegistration' });

export const UploadSchema = z.object({ bulkId: z.uuid(), uploadUrl: z.url().describe('PUT the ZIP here.'), expiresAt: TimeSchema, maxSizeBytes: z.number().int() }).meta({ id: 'BulkUpload' });

const CountSchema = z.number().int().min(0);

const RowSchema = z
  .object({
    row: z.number().int(),
    line: z.number().int(),
    file: z.string(),
    fullName: z.string(),
    externalId: z.string().nullable(),
    result: z
      .object({
        outcome: z.enum(ROW_OUTCOMES),
        reasons: z.array(z.object({ code: z.string(), message: z.string(), ...WORDING, quantity: z.enum(MEASURED_QUANTITIES).optional(), measured: z.number().nullable(), limit: z.number().nullable() })),
        externalImageId: z.string().nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'BulkRow' });

const CountsSchema = z.object({ total: CountSchema, waiting: CountSchema, registered: CountSchema, alreadyRegistered: CountSchema, refused: CountSchema, failed: CountSchema });

const BULK = {
  bulkId: z.uuid(),
  status: z.enum(['awaitingUpload', 'running', 'completed', 'refused', 'failed']),
  createdAt: TimeSchema,
  uploadExpiresAt: TimeSchema,
  startedAt: TimeSchema.nullable(),
  completedAt: TimeSchema.nullable(),
  error: z.object({ code: z.string(), message: z.string(), ...WORDING }).nullable(),
};

export const BulkSummarySchema = z
  .object({
    ...BULK,
    createdBy: z.object({ sub: z.string(), email: z.string().nullable() }),
    rows: CountSchema.nullable().describe('How many its list has; null until that is read.'),
    counts: CountsSchema.nullable().describe('What they came to; null until it has ended.'),
  })
  .meta({ id: 'BulkSummary' });

export const BulkSchema = z
  .object({
    ...BULK,
    counts: CountsSchema,
    progress: z.object({ decided: CountSchema, total: CountSchema }).nullable(),
    items: z.array(RowSchema),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'Bulk' });
