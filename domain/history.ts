/** An event of an execution's history in the form of GetExecutionHistory, with its time in ISO 8601. */
export type HistoryEvent = { id: number; previousEventId: number; type: string; timestamp: string } & Record<string, unknown>;

/** A message that an Express execution leaves in CloudWatch Logs. Source: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html */
export interface LoggedEvent {
  id: string;
  type: string;
  details?: Record<string, unknown> | undefined;
  previous_event_id: string;
  /** Milliseconds since 1970. */
  event_timestamp: string;
  execution_arn: string;
}

/** A logged event in the form that GetExecutionHistory has for Standard executions, so that both kinds read alike. */
export function toHistoryEvent(logged: LoggedEvent): HistoryEvent {
  const details = logged.details ?? {};
  return {
    id: Number(logged.id),
    previousEventId: Number(logged.previous_event_id),
    type: logged.type,
    timestamp: new Date(Number(logged.event_timestamp)).toISOString(),
    ...(Object.keys(details).length === 0 ? {} : { [detailsKey(logged.type)]: details }),
  };
}

/** `TaskStateEntered` has `stateEnteredEventDetails`, as every type of state has; `TaskScheduled` has `taskScheduledEventDetails`. */
function detailsKey(type: string): string {
  const kind = /State(Entered|Exited)$/.exec(type)?.[0] ?? type;
  return `${kind.charAt(0).toLowerCase()}${kind.slice(1)}EventDetails`;
}
