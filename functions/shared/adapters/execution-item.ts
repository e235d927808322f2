import type { ExecutionRecord } from '../ports/executions.ts';

/** The key of the index by outcome: the decision of the recorded verdict, or the status where there is none. */
export function outcomeKeyOf({ status, decision }: Pick<ExecutionRecord, 'status' | 'decision'>): string {
  return decision ?? status;
}

/** The one partition of the index by time. */
export const TIMELINE = 'executions';

/** The record that an item of the table holds. */
export function toExecutionRecord(item: Record<string, unknown>): ExecutionRecord {
  return { ...item, sessionId: item.sessionId ?? null, decision: item.decision ?? null } as ExecutionRecord;
}
