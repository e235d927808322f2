import type { LocationQuery } from 'vue-router';
import { periodQuery, readPeriod, type PeriodFilter } from './period.ts';
import { toQuery } from './query.ts';

/** The names of a list's own filters: all but those of its period. */
export type OwnName<Filters extends PeriodFilter> = Exclude<keyof Filters, keyof PeriodFilter> & string;

/** What a list can be restricted to, and how an address says so. */
export interface ListFilters<Filters extends PeriodFilter> {
  /** Nothing is asked for. */
  none: Filters;
  /** Reads the filters of an address; what it does not know is left out. */
  read: (query: LocationQuery) => Filters;
  /** The address of filters, short: without what is the default. */
  write: (filters: Filters) => Record<string, string>;
  /** How many of them are set; a period counts once. */
  count: (filters: Filters) => number;
}

/**
 * A list's own filters, beside its period, each with how it is read; their names are those in the address.
 *
 * @example
 * const AUDIT_FILTERS = listFilters<AuditFilters>({ actor: readText, action: oneOf(AUDIT_ACTIONS) });
 */
export function listFilters<Filters extends PeriodFilter>(own: { readonly [Name in OwnName<Filters>]: (value: unknown) => Filters[Name] }): ListFilters<Filters> {
  const names = Object.keys(own) as OwnName<Filters>[];
  const ownOf = (valueOf: (name: OwnName<Filters>) => unknown): Record<string, string | null> => Object.fromEntries(names.map((name) => [name, valueOf(name) as string | null]));
  const read = (query: LocationQuery): Filters => ({ ...ownOf((name) => own[name](query[name])), ...readPeriod(query) }) as unknown as Filters;
  const write = (filters: Filters): Record<string, string> => toQuery({ ...ownOf((name) => filters[name]), ...periodQuery(filters) });
  return { none: read({}), read, write, count: (filters) => Object.keys(write(filters)).filter((name) => name !== 'from' && name !== 'to').length };
}
