import type { ExecutionRecord } from '../ports/executions.ts';

/** The key of the index by outcome: the machine and the decision of its verdict, or the status where there is none. */
export function outcomeKeyOf({ machine, status, decision }: Pick<ExecutionRecord, 'machine' | 'status' | 'decision'>): string {
  return `${machine}#${decision ?? status}`;
}

/** The record that an item of the table holds. */
export function toExecutionRecord(item: Record<string, unknown>): ExecutionRecord {
  return { ...item, sessionId: item.sessionId ?? null, decision: item.decision ?? null } as ExecutionRecord;
}
