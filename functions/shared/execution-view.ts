import type { ExecutionRecord } from './ports/executions.ts';

/** An execution as the API shows it. */
export interface ExecutionView {
  name: string;
  machine: string;
  executionArn: string | null;
  status: string;
  startDate: string;
  stopDate: string | null;
  error: string | null;
}

export function toExecutionView({ executionName, machine, executionArn, status, startDate, stopDate, error }: ExecutionRecord): ExecutionView {
  return { name: executionName, machine, executionArn, status, startDate, stopDate, error };
}
