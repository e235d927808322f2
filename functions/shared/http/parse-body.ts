import type { MiddlewareObj } from '@middy/core';
import type { z } from 'zod';
import { InvalidRequestError } from '../../../domain/errors.ts';

/** Parses the body by its schema; the first problem is answered with its field. */
export function parseBody(schema: z.ZodType): MiddlewareObj {
  return {
    before: (request) => {
      const event = request.event as { body: unknown };
      const result = schema.safeParse(event.body);
      if (!result.success) {
        const issue = result.error.issues[0];
        const field = issue?.path.join('.') ?? '';
        throw new InvalidRequestError(issue?.message ?? 'The body is not valid.', { ...(field === '' ? {} : { field }), cause: result.error });
      }
      event.body = result.data;
    },
  };
}
