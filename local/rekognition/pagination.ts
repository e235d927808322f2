import { AwsError } from '../aws/aws-error.ts';

export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly nextToken?: string;
}

/**
 * The page after a token. Tokens hold the key of the last item given, so that items which come or go in between neither repeat nor hide
 * others.
 *
 * @param items in the order of their keys
 * @param isAfter whether an item comes after a key
 * @throws AwsError InvalidPaginationTokenException
 */
export function pageOf<T>(items: readonly T[], options: { token: string | undefined; size: number; keyOf: (item: T) => string; isAfter: (item: T, key: string) => boolean }): Page<T> {
  const key = options.token === undefined ? null : decodeToken(options.token);
  const rest = key === null ? items : items.filter((item) => options.isAfter(item, key));
  const page = rest.slice(0, options.size);
  const last = page.at(-1);
  return rest.length > page.length && last !== undefined ? { items: page, nextToken: Buffer.from(`key:${options.keyOf(last)}`).toString('base64url') } : { items: page };
}

function decodeToken(token: string): string {
  const [, key] = /^key:(.+)$/s.exec(Buffer.from(token, 'base64url').toString('utf8')) ?? [];
  if (key === undefined) throw new AwsError('InvalidPaginationTokenException', 'Invalid Pagination Token');
  return key;
}
