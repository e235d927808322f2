import type { LocationQuery } from 'vue-router';
import { DECISIONS, type Decision } from '../../domain/decision.ts';
import type { Session } from '../../domain/session.ts';
import { DEFAULT_PERIOD, periodQuery, readPeriod, type PeriodFilter } from '../filters/period.ts';
import { readOneOf, readText, toQuery } from '../filters/query.ts';

export const SESSION_STATES = ['open', 'ended'] as const satisfies readonly Session['state'][];

/** What the list of sessions is restricted to; null where it is not. */
export interface SessionFilters extends PeriodFilter {
  state: Session['state'] | null;
  /** Those with a verdict of this decision. */
  decision: Decision | null;
  /** A candidate's e-mail or `sub`. */
  person: string | null;
}

export const NO_SESSION_FILTERS: SessionFilters = { state: null, decision: null, person: null, ...DEFAULT_PERIOD };

/** Reads the filters of an address; what it does not know is left out. */
export function readSessionFilters(query: LocationQuery): SessionFilters {
  return { state: readOneOf(SESSION_STATES, query.state), decision: readOneOf(DECISIONS, query.decision), person: readText(query.person), ...readPeriod(query) };
}

/** The address of the filters, short: without what is the default. */
export function sessionQuery({ state, decision, person, ...period }: SessionFilters): Record<string, string> {
  return toQuery({ state, decision, person, ...periodQuery(period) });
}

export function isSessionFiltered(filters: SessionFilters): boolean {
  return Object.keys(sessionQuery(filters)).length > 0;
}
