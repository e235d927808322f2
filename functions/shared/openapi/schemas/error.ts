import { z } from 'zod';
import { STATUS_OF_CODE, type ErrorCode } from '../../../../domain/errors.ts';
import { PhotoRefusalsSchema } from '../../registration-input.ts';
import { WORDING } from './common.ts';

export const ErrorSchema = z
  .object({
    code: z.enum(Object.keys(STATUS_OF_CODE) as [ErrorCode, ...ErrorCode[]]),
    message: z.string(),
    requestId: z.string(),
    field: z.string().optional().describe("The request's field that is at fault, as a path such as `objects.0.name`."),
    ...WORDING,
    reasons: PhotoRefusalsSchema.optional().describe('Why a photo was refused: every reason at once.'),
    duplicates: z.array(z.object({ externalImageId: z.string(), fullName: z.string().nullable(), similarityPercent: z.number() })).optional().describe('Who is registered with this face already; of a refused photo, whom its largest face resembles.'),
  })
  .meta({ id: 'Error' });

export const ErrorBodySchema = z.object({ error: ErrorSchema }).meta({ id: 'ErrorBody' });
