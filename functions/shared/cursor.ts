import type { z } from 'zod';
import { sha256OfCanonicalJson } from '../../domain/canonical-json.ts';
import { InvalidRequestError } from '../../domain/errors.ts';

/**
 * Where the next page of a list begins, as text that clients hand back unread.
 * @param scope names the list and its filter, if given: the cursor is then good for these alone
 * @example writeCursor({ day, after }, { list: 'sessions', state: 'open' })
 */
export function writeCursor(position: unknown, scope?: Scope): string {
  const value = scope === undefined ? position : { of: digestOf(scope), at: position };
  return Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
}

/**
 * @throws InvalidRequestError when the text is no cursor of this list and filter
 */
export function readCursor<Position>(text: string, schema: z.ZodType<Position>, scope?: Scope): Position {
  try {
    const value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown;
    return schema.parse(scope === undefined ? value : positionIn(value, scope));
  } catch (cause) {
    throw invalidCursor(cause);
  }
}

export function invalidCursor(cause?: unknown): InvalidRequestError {
  return new InvalidRequestError('cursor must be the nextCursor of an earlier answer to the same question.', { field: 'cursor', cause });
}

type Scope = Readonly<Record<string, string | number | null>>;

function positionIn(value: unknown, scope: Scope): unknown {
  const { of, at } = value as { of?: unknown; at?: unknown };
  if (of !== digestOf(scope)) throw new TypeError('The cursor is of another list or filter.');
  return at;
}

/** Enough to tell lists apart; a filter may hold somebody's e-mail, and a cursor shall not. */
function digestOf(scope: Scope): string {
  return sha256OfCanonicalJson(scope).slice(0, 16);
}
