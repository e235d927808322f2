import type { HistoryEvent } from '../../../domain/history.ts';
import type { ExecutionRecord } from './executions.ts';

/** The histories of many executions of verify-frame at once. */
export interface SessionHistories {
  /** By the execution's name, each in the order of its ids. Those that have expired, or have not arrived yet, are missing. */
  readAll(executions: readonly ExecutionRecord[]): Promise<ReadonlyMap<string, HistoryEvent[]>>;
}
