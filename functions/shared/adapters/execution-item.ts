import type { ExecutionRecord } from '../ports/executions.ts';

/** The record that an item of the table holds. */
export function toExecutionRecord(item: Record<string, unknown>): ExecutionRecord {
  return { ...item, sessionId: item.sessionId ?? null } as ExecutionRecord;
}
