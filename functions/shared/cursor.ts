import type { z } from 'zod';
import { InvalidRequestError } from '../../domain/errors.ts';

/** Where the next page of a list begins, as text that clients hand back unread. */
export function writeCursor(position: unknown): string {
  return Buffer.from(JSON.stringify(position), 'utf8').toString('base64url');
}

/**
 * @throws InvalidRequestError when the text is no cursor of this list
 */
export function readCursor<Position>(text: string, schema: z.ZodType<Position>): Position {
  try {
    return schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new InvalidRequestError('cursor must be the nextCursor of an earlier answer.', { field: 'cursor', cause });
  }
}
