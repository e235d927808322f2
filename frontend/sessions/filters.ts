import { DECISIONS, type Decision } from '../../domain/decision.ts';
import type { Session } from '../../domain/session.ts';
import { listFilters } from '../filters/list-filters.ts';
import type { PeriodFilter } from '../filters/period.ts';
import { oneOf, readText } from '../filters/query.ts';

export const SESSION_STATES = ['open', 'ended'] as const satisfies readonly Session['state'][];

/** What the list of sessions is restricted to; null where it is not. */
export interface SessionFilters extends PeriodFilter {
  state: Session['state'] | null;
  /** Those with a verdict of this decision. */
  decision: Decision | null;
  /** A candidate's e-mail or `sub`. */
  person: string | null;
}

export const SESSION_FILTERS = listFilters<SessionFilters>({ state: oneOf(SESSION_STATES), decision: oneOf(DECISIONS), person: readText });
