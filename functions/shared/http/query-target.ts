import type { ApiRequest } from './request.ts';

/** What ids, times and fixed words look like; a query may be as long as its sender likes. */
const KEPT_VALUE = /^[\w.:+-]{1,128}$/;
const KEPT_NAME = /^\w{1,64}$/;

/**
 * The query of a list as the audit log may keep it: the parameters in the order of their names, with the values of those that hold ids, times or
 * fixed words. Of others, and of whatever looks like something else, only the name is kept. Pages of one list are one target.
 *
 * @example queryTarget(['state', 'from', 'to'])  // for ?person=ada@example.org&state=open: `person=…&state=open`
 */
export function queryTarget(kept: readonly string[]): (request: ApiRequest) => string {
  return ({ event }) =>
    Object.entries(event.queryStringParameters ?? {})
      .filter(([name]) => name !== 'cursor')
      .map(([name, value]) => `${KEPT_NAME.test(name) ? name : '…'}=${value !== undefined && kept.includes(name) && KEPT_VALUE.test(value) ? value : '…'}`)
      .sort()
      .join('&');
}
