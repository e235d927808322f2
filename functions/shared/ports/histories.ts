import type { HistoryEvent } from '../../../domain/history.ts';
import type { ExecutionRecord } from './executions.ts';

/** What happened in an execution, event by event. */
export interface Histories {
  /**
   * In the order of their ids, as many as fit into an answer. Of an execution that ended a moment ago some may still be on their way; of one that
   * never began there are none.
   */
  read(execution: ExecutionRecord, cursor: string | null): Promise<{ items: HistoryEvent[]; nextCursor: string | null }>;
}
