import { z } from 'zod';
import { invalidToken } from './errors.ts';

/** The members of every operation that answers in pages; 0 results asked for stands for the default. */
export const PAGING = { maxResults: z.int().min(0).max(1000).optional(), nextToken: z.string().optional() };

const DEFAULT_RESULTS = 100;

/** What is listed, and the key of each item: a page begins after the last item of the one before it, whatever came meanwhile. */
export interface Listing<T> {
  items: readonly T[];
  keyOf: (item: T) => string;
  /** What the token is good for: another listing refuses it. */
  scope: string;
}

/** @throws InvalidToken */
export function page<T>(
  { items, keyOf, scope }: Listing<T>,
  { maxResults, nextToken }: { maxResults?: number | undefined; nextToken?: string | undefined },
): { items: T[]; nextToken?: string } {
  const start = nextToken === undefined ? 0 : indexOfKey(items, keyOf, decode(nextToken, scope)) + 1;
  const end = start + (maxResults === undefined || maxResults === 0 ? DEFAULT_RESULTS : maxResults);
  const found = items.slice(start, end);
  const last = found.at(-1);
  return { items: found, ...(last !== undefined && end < items.length && { nextToken: encode(keyOf(last), scope) }) };
}

function indexOfKey<T>(items: readonly T[], keyOf: (item: T) => string, key: string): number {
  const index = items.findIndex((item) => keyOf(item) === key);
  if (index < 0) throw invalidToken();
  return index;
}

function encode(key: string, scope: string): string {
  return Buffer.from(JSON.stringify([scope, key])).toString('base64');
}

/** The key that a token holds. */
function decode(token: string, scope: string): string {
  try {
    const [tokenScope, key] = z.tuple([z.string(), z.string()]).parse(JSON.parse(Buffer.from(token, 'base64').toString('utf8')));
    if (tokenScope === scope) return key;
  } catch {
    // Not a token of ours: refused like one of another listing.
  }
  throw invalidToken();
}
