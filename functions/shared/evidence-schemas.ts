import { z } from 'zod';
import { FRAME_OPTIONS } from '../../domain/export/export-record.ts';
import { breaks } from './field-rule.ts';

/** The query of `GET /sessions/{id}/export`. */
export const ExportQuerySchema = z.object({
  frames: z.enum(FRAME_OPTIONS, 'frames must be none, cited or all.').default('none'),
  redirect: z
    .enum(['true', 'false'], 'redirect must be true or false.')
    .default('true')
    .transform((text) => text === 'true'),
  edition: z.string().regex(/^[0-9a-f]{32}$/, 'edition must be the one that an earlier answer names.').optional(),
});

/** The body of `PUT /sessions/{id}/hold`. */
export const HoldBodySchema = z.object({
  reason: z
    .string('reason must be a string.')
    .trim()
    .min(1, 'reason must not be empty.')
    .max(1_000, 'reason must be at most 1,000 characters.')
    .refine((text) => text.isWellFormed(), breaks('characters', 'reason must be whole Unicode characters.')),
});

/** The body of `POST /erasures`: any of what a person is known by. */
export const ErasureBodySchema = z
  .object({ externalImageId: idSchema('externalImageId'), candidateSub: idSchema('candidateSub'), candidateEmail: idSchema('candidateEmail') })
  .refine((body) => Object.values(body).some((id) => id !== undefined), { path: ['externalImageId'], message: 'externalImageId, candidateSub or candidateEmail is needed.' });

function idSchema(name: string) {
  return z
    .string(`${name} must be a string.`)
    .min(1, `${name} must not be empty.`)
    .max(320, `${name} must be at most 320 characters.`)
    .refine((text) => text.isWellFormed(), breaks('characters', `${name} must be whole Unicode characters.`))
    .optional();
}
