import { z } from 'zod';
import { SIGNALS } from '../../domain/incidents/signals.ts';
import type { PhotoLimits } from '../../domain/registration/photo-limits.ts';
import { isVisible, NAME_CHARACTERS } from '../../domain/registration/visible-text.ts';
import { breaks } from './field-rule.ts';

/** What a sentence speaks of; see `domain/wording.ts`. */
export const ParametersSchema = z.record(z.string(), z.union([z.string(), z.number()]));

/** What functions and state machines hand to one another. */
export const StoredImageSchema = z.object({ bucket: z.string(), key: z.string() });

export const PolicySchema = z.object({
  version: z.string(),
  minConfidencePercent: z.number(),
  faceMatchPercent: z.number(),
  moderationPercent: z.number(),
  objects: z.array(z.object({ name: z.string(), confidencePercent: z.number().exactOptional() })),
  frameIntervalMs: z.number(),
  maxGapMs: z.number(),
  incidentRules: z.array(
    z.object({ name: z.string(), signals: z.array(z.enum(SIGNALS)), frames: z.number(), ofLast: z.number(), severity: z.enum(['low', 'medium', 'high']) }),
  ),
  photo: z.custom<PhotoLimits>((value) => typeof value === 'object' && value !== null),
});

const ImageTextSchema = z.string('image must be the base64 of a JPEG or PNG file.').min(1, 'image must not be empty.');

/** The body of `POST /process`. */
export const ProcessSchema = z.object({ image: ImageTextSchema });

/** Text that a client names something by: one line of whole, visible characters. */
function nameSchema(field: string): z.ZodType<string> {
  return z
    .string(`${field} must be a string.`)
    .trim()
    .min(1, `${field} must not be empty.`)
    .max(128, `${field} must be at most 128 characters.`)
    .refine((text) => text.isWellFormed(), breaks('characters', `${field} must be whole Unicode characters.`))
    .regex(/^[^\p{Cc}\u200b\u202a-\u202e\u2066-\u2069\ufeff]*$/u, `${field} must not hold control characters.`);
}

/** The body of `POST /verdicts`. */
export const FrameSchema = ProcessSchema.extend({
  sessionId: z.string('sessionId must be a string.').refine((id) => id.isWellFormed(), breaks('characters', 'sessionId must be whole Unicode characters.')).min(1, 'sessionId must not be empty.').max(128, 'sessionId must be at most 128 characters.').nullish(),
  capturedAt: z.iso.datetime({ offset: true, error: 'capturedAt must be an ISO 8601 time with its offset.' }).max(40, 'capturedAt must be at most 40 characters.').nullish(),
  /** For a frame of no exam, what the candidate agreed to before it was taken; an exam's own is that of its start. */
  consentVersion: nameSchema('consentVersion').nullish(),
});
export type FrameBody = z.infer<typeof FrameSchema>;

/** The body of `POST /sessions`. */
export const SessionSchema = z.object({ examId: nameSchema('examId'), consentVersion: nameSchema('consentVersion') });

/** The body of `PUT /sessions/{id}/note`. */
export const SessionNoteSchema = z.object({
  text: z
    .string('text must be a string.')
    .trim()
    .max(2_000, 'text must be at most 2,000 characters.')
    .refine((text) => text.isWellFormed(), breaks('characters', 'text must be whole Unicode characters.'))
    .refine((text) => !/[^\P{Cc}\t\n\r]|[\u200b\u202a-\u202e\u2066-\u2069\ufeff]/u.test(text), breaks('characters', 'text must not hold control characters.')),
});

/** The body of `POST /faces/index`. */
export const FaceSchema = ProcessSchema.extend({
  fullName: z
    .string('fullName must be a string.')
    .normalize()
    .trim()
    .min(1, 'fullName must not be empty.')
    .max(200, 'fullName must be at most 200 characters.')
    .refine((name) => name.isWellFormed(), breaks('characters', 'fullName must be whole Unicode characters.'))
    .regex(NAME_CHARACTERS, 'fullName must not hold control characters, nor others that cannot be seen.')
    .refine(isVisible, breaks('characters', 'fullName must hold something that can be seen.')),
});
