import { z } from 'zod';
import { normaliseExternalId } from '../../domain/registration/external-id.ts';
import { EXTERNAL_ID_CHARACTERS } from '../../domain/registration/visible-text.ts';
import { breaks } from './field-rule.ts';
import { FaceSchema, ProcessSchema } from './schemas.ts';

const NO_CONTROL_CHARACTERS = /^[^\p{Cc}\u200b\u202a-\u202e\u2066-\u2069\ufeff]*$/u;

/** An external id as somebody writes it; parsed, it is normalised. */
export const ExternalIdSchema = z
  .string('externalId must be a string.')
  .refine((id) => id.isWellFormed(), breaks('characters', 'externalId must be whole Unicode characters.'))
  .regex(EXTERNAL_ID_CHARACTERS, 'externalId must not hold control characters, nor others that cannot be seen.')
  .transform(normaliseExternalId)
  .pipe(z.string().min(1, 'externalId must not be empty.').max(200, 'externalId must be at most 200 characters.'));

/** The body of `POST /registrations`. */
export const RegistrationBodySchema = FaceSchema.extend({
  externalId: ExternalIdSchema.nullish(),
  override: z
    .strictObject(
      {
        reason: z
          .string('override.reason must be a string.')
          .normalize()
          .trim()
          .min(1, 'override.reason must not be empty.')
          .max(500, 'override.reason must be at most 500 characters.')
          .refine((reason) => reason.isWellFormed(), breaks('characters', 'override.reason must be whole Unicode characters.'))
          .regex(NO_CONTROL_CHARACTERS, 'override.reason must not hold control characters.'),
        /** Of whom it was said, as the refusal named them. Without it, of everybody who is registered: also of who was since. */
        of: z.array(z.uuid('override.of must list externalImageIds.'), 'override.of must be a list.').max(100, 'override.of must name at most 100 people.').nullable().default(null),
      },
      'override must be an object with a reason.',
    )
    .nullish(),
});

/** The body of `POST /faces/{id}/photos`. */
export const PhotoBodySchema = ProcessSchema;
