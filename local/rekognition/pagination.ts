import { AwsError } from '../aws/aws-error.ts';

export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly nextToken?: string;
}

export interface PageOptions<T> {
  /** What is listed: a token of another list is refused. */
  readonly list: 'collections' | 'faces' | 'users';
  readonly token: string | undefined;
  /** 0 is as if nobody had asked for a size, for an empty page that is not the last one would lead nowhere. */
  readonly size: number | undefined;
  readonly defaultSize: number;
  /** Distinct keys, by which the items are in order as texts are; so short that a token has at most 255 characters. */
  readonly keyOf: (item: T) => string;
}

/**
 * The page after a token. Tokens hold the key of the last item given, so that items which come or go in between neither repeat nor hide
 * others.
 *
 * @throws AwsError InvalidPaginationTokenException
 */
export function pageOf<T>(items: readonly T[], { list, token, size, defaultSize, keyOf }: PageOptions<T>): Page<T> {
  const key = token === undefined ? null : decodeToken(list, token);
  const rest = key === null ? items : items.filter((item) => keyOf(item) > key);
  const page = rest.slice(0, size === 0 ? defaultSize : (size ?? defaultSize));
  const last = page.at(-1);
  return rest.length > page.length && last !== undefined ? { items: page, nextToken: Buffer.from(`${list}:${keyOf(last)}`).toString('base64url') } : { items: page };
}

/** The key of what is listed by its ordinal: as many digits as the largest ordinal has. */
export function ordinalKey({ ordinal }: { readonly ordinal: number }): string {
  return String(ordinal).padStart(16, '0');
}

function decodeToken(list: string, token: string): string {
  const [listed, key, ...others] = Buffer.from(token, 'base64url').toString('utf8').split(':');
  if (listed !== list || !key || others.length > 0) throw new AwsError('InvalidPaginationTokenException', 'Invalid Pagination Token');
  return key;
}
