import type { HistoryEvent } from './history-event.ts';
import { omit } from './history-event.ts';

/** What a machine that does not log execution data leaves out of its log: whatever holds what the states were given or gave. */
const EXECUTION_DATA: ReadonlySet<string> = new Set([
  'input',
  'inputDetails',
  'output',
  'outputDetails',
  'parameters',
  'assignedVariables',
  'assignedVariablesDetails',
]);

/** An event as Step Functions writes it to CloudWatch Logs: everything but the details is text. */
export function logMessage(event: HistoryEvent, executionArn: string, includeExecutionData: boolean): string {
  const details = event.details ?? {};
  return JSON.stringify({
    id: String(event.id),
    type: event.type,
    details: includeExecutionData ? details : omit(details, EXECUTION_DATA),
    previous_event_id: String(event.previousEventId),
    event_timestamp: String(event.timestampMs),
    execution_arn: executionArn,
    redrive_count: '0',
  });
}
