import type { z } from 'zod';
import { InvalidRequestError } from '../../../domain/errors.ts';
import { fieldWording } from '../field-wording.ts';

/** The first problem that a schema found, with its field. */
export function invalidRequest(error: z.ZodError): InvalidRequestError {
  const issue = error.issues[0];
  const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const field = [...(issue?.path ?? []), ...(unknownKey === undefined ? [] : [unknownKey])].join('.');
  return new InvalidRequestError(unknownKey === undefined ? (issue?.message ?? 'The request is not valid.') : 'There is no such field.', { ...(field === '' ? {} : { field }), ...(issue === undefined ? {} : { wording: fieldWording(issue, field) }), cause: error });
}
