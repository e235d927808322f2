import type { ApiRequest } from './request.ts';

/** Longer than any id; a query may be as long as its sender likes. */
const MAX_VALUE_LENGTH = 128;

/**
 * The query of a list as the audit log may keep it: the parameters in the order of their names, with the values of those that hold ids, times or
 * fixed words. Of others, and of whatever looks like an e-mail, only the name is kept. Pages of one list are one target.
 *
 * @example queryTarget(['state', 'from', 'to'])  // for ?person=ada@example.org&state=open: `person=…&state=open`
 */
export function queryTarget(kept: readonly string[]): (request: ApiRequest) => string {
  return ({ event }) =>
    Object.entries(event.queryStringParameters ?? {})
      .filter(([name]) => name !== 'cursor')
      .map(([name, value]) => `${name.slice(0, MAX_VALUE_LENGTH)}=${value !== undefined && kept.includes(name) && !value.includes('@') ? value.slice(0, MAX_VALUE_LENGTH) : '…'}`)
      .sort()
      .join('&');
}
