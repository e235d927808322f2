import type { z } from 'zod';
import { InvalidRequestError } from '../../../domain/errors.ts';

/** The first problem that a schema found, with its field. */
export function invalidRequest(error: z.ZodError): InvalidRequestError {
  const issue = error.issues[0];
  const field = issue?.path.join('.') ?? '';
  return new InvalidRequestError(issue?.message ?? 'The request is not valid.', { ...(field === '' ? {} : { field }), cause: error });
}
