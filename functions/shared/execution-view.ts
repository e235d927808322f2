import type { ExecutionRecord } from './ports/executions.ts';

/** An execution as the API shows it. */
export interface ExecutionView {
  /** The verdictId or registrationId. */
  name: string;
  machine: string;
  executionArn: string | null;
  status: string;
  /** That of the recorded verdict; null for everything else. */
  decision: string | null;
  sessionId: string | null;
  startDate: string;
  stopDate: string | null;
  error: string | null;
}

export function toExecutionView({ executionName, machine, executionArn, status, decision, sessionId, startDate, stopDate, error }: ExecutionRecord): ExecutionView {
  return { name: executionName, machine, executionArn, status, decision, sessionId, startDate, stopDate, error };
}
