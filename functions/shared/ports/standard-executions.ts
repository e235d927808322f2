import type { Closing } from './executions.ts';

/** How an execution of a Standard machine ended. */
export type StandardEnd = Pick<Closing, 'status' | 'stopDate' | 'error'>;

/** What Step Functions knows of the executions of Standard machines. */
export interface StandardExecutions {
  /** Null when there is no such execution: it was never started, or has been forgotten, which takes 90 days. */
  describe(executionArn: string): Promise<StandardEnd | 'RUNNING' | null>;
}
