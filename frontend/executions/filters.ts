import { DECISIONS, type Decision } from '../../domain/decision.ts';
import { EXECUTION_STATUSES, MACHINES, type ExecutionStatus, type Machine } from '../api/executions.ts';
import { listFilters } from '../filters/list-filters.ts';
import type { PeriodFilter } from '../filters/period.ts';
import { oneOf, readText } from '../filters/query.ts';

/** What the list is restricted to; null where it is not. */
export interface ExecutionFilters extends PeriodFilter {
  machine: Machine | null;
  status: ExecutionStatus | null;
  decision: Decision | null;
  session: string | null;
  person: string | null;
}

export const EXECUTION_FILTERS = listFilters<ExecutionFilters>({
  machine: oneOf(MACHINES),
  status: oneOf(EXECUTION_STATUSES),
  decision: oneOf(DECISIONS),
  session: readText,
  person: readText,
});
