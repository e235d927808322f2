import { z } from 'zod';
import { breaks } from './field-rule.ts';
import { CursorSchema } from './list-schemas.ts';
import { PERSON_STATES } from './ports/people.ts';
import { ExternalIdSchema } from './registration-body.ts';
import { FaceSchema } from './schemas.ts';

const NO_CONTROL_CHARACTERS = /^[^\p{Cc}\u200b\u202a-\u202e\u2066-\u2069\ufeff]*$/u;

/** The query of `GET /faces`. */
export const PeopleQuerySchema = z.object({
  query: z.string().max(200, 'query must be at most 200 characters.').default(''),
  state: z.enum(PERSON_STATES, `state must be ${PERSON_STATES.join(', ')}.`).default('registered'),
  cursor: CursorSchema.optional(),
});

/** The body of `PATCH /faces/{id}`: what is left out stays as it is. */
export const PersonChangeSchema = z
  .object({ fullName: FaceSchema.shape.fullName.exactOptional(), externalId: ExternalIdSchema.nullable().exactOptional() })
  .refine((change) => Object.keys(change).length > 0, 'There must be a fullName or an externalId to change.');

/** The body of `PUT /verdicts/{id}/match-report` and of `POST /match-reports/{id}/settle`. */
export const MatchReportBodySchema = z.object({
  note: z
    .string('note must be a string.')
    .normalize()
    .trim()
    .min(1, 'note must not be empty.')
    .max(2_000, 'note must be at most 2000 characters.')
    .refine((note) => note.isWellFormed(), breaks('characters', 'note must be whole Unicode characters.'))
    .refine((note) => NO_CONTROL_CHARACTERS.test(note.replaceAll(/[\r\n\t]/g, ' ')), breaks('characters', 'note must not hold control characters.')),
});

/** The query of `GET /match-reports`. */
export const MatchReportsQuerySchema = z.object({ state: z.enum(['open', 'settled'], 'state must be open or settled.').default('open'), cursor: CursorSchema.optional() });
