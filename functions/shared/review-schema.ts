import { z } from 'zod';
import { REVIEW_DECISIONS } from '../../domain/review.ts';
import { breaks } from './field-rule.ts';

/** The body of `PUT /verdicts/{id}/review`. */
export const ReviewBodySchema = z.object({
  decision: z.enum(REVIEW_DECISIONS, `decision must be ${REVIEW_DECISIONS.join(' or ')}.`),
  note: z
    .string('note must be a string.')
    .trim()
    .max(2_000, 'note must be at most 2,000 characters.')
    .refine((note) => note.isWellFormed(), breaks('characters', 'note must be whole Unicode characters.'))
    .default(''),
});
