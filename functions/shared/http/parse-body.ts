import type { MiddlewareObj } from '@middy/core';
import type { z } from 'zod';
import { invalidRequest } from './invalid-request.ts';

/** Parses the body by its schema; the first problem is answered with its field. */
export function parseBody(schema: z.ZodType): MiddlewareObj {
  return {
    before: (request) => {
      const event = request.event as { body: unknown };
      const result = schema.safeParse(event.body);
      if (!result.success) throw invalidRequest(result.error);
      event.body = result.data;
    },
  };
}
