import { z } from 'zod';
import { invalidParameter } from './errors.ts';

/** The members of operations that list groups or streams. */
export const PAGING = { limit: z.int().min(1).max(50).optional(), nextToken: z.string().optional() };

const DEFAULT_LIMIT = 50;

/** One page of a list; the token is the name of its last item. @throws InvalidParameterException for a token of no item of the list */
export function page<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  { limit = DEFAULT_LIMIT, nextToken }: { limit?: number | undefined; nextToken?: string | undefined },
): { items: T[]; nextToken?: string } {
  const last = nextToken === undefined ? -1 : items.findIndex((item) => encode(nameOf(item)) === nextToken);
  if (nextToken !== undefined && last < 0) throw invalidParameter('The specified nextToken is invalid.');
  const found = items.slice(last + 1, last + 1 + limit);
  const final = found.at(-1);
  return { items: found, ...(final !== undefined && last + 1 + limit < items.length && { nextToken: encode(nameOf(final)) }) };
}

function encode(name: string): string {
  return Buffer.from(name).toString('base64url');
}
