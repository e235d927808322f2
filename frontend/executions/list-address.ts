import type { LocationQuery, RouteLocationRaw } from 'vue-router';

const LISTS = [
  { label: 'nav.executions', address: /^\/executions(?:\?|$)/ },
  { label: 'nav.verdicts', address: /^\/verdicts(?:\?|$)/ },
  { label: 'nav.audit', address: /^\/audit(?:\?|$)/ },
  { label: 'nav.sessions', address: /^\/sessions(?:[/?]|$)/ },
] as const;

/**
 * Back to where an execution was reached from, as it was filtered: the list that its address names, else the page before; else the list of executions.
 *
 * @param state of the browser's history, in which the router keeps the page before
 */
export function listAddress(state: unknown, { list }: LocationQuery): { to: RouteLocationRaw; label: string } {
  if (typeof list === 'string') return { to: `/verdicts${list === '' ? '' : `?${list}`}`, label: 'nav.verdicts' };
  const back = (state as { back?: unknown } | null)?.back;
  const known = typeof back === 'string' ? LISTS.find(({ address }) => address.test(back)) : undefined;
  return known === undefined || typeof back !== 'string' ? { to: '/executions', label: 'nav.executions' } : { to: back, label: known.label };
}
