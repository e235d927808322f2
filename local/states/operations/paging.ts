import { z } from 'zod';
import { invalidToken } from './errors.ts';

/** The members of every operation that answers in pages; 0 results asked for stands for the default. */
export const PAGING = { maxResults: z.int().min(0).max(1000).optional(), nextToken: z.string().optional() };

const DEFAULT_RESULTS = 100;

/**
 * One page of a list that only grows at its end.
 *
 * @param scope what the token is good for: another list refuses it
 * @throws InvalidToken
 */
export function page<T>(
  items: readonly T[],
  scope: string,
  { maxResults, nextToken }: { maxResults?: number | undefined; nextToken?: string | undefined },
): { items: T[]; nextToken?: string } {
  const start = nextToken === undefined ? 0 : decode(nextToken, scope);
  const end = start + (maxResults === undefined || maxResults === 0 ? DEFAULT_RESULTS : maxResults);
  return { items: items.slice(start, end), ...(end < items.length && { nextToken: encode(end, scope) }) };
}

function encode(offset: number, scope: string): string {
  return Buffer.from(JSON.stringify([scope, offset])).toString('base64');
}

function decode(token: string, scope: string): number {
  try {
    const [tokenScope, offset] = z.tuple([z.string(), z.int().min(0)]).parse(JSON.parse(Buffer.from(token, 'base64').toString('utf8')));
    if (tokenScope === scope) return offset;
  } catch {
    // Not a token of ours: refused like one of another list.
  }
  throw invalidToken();
}
