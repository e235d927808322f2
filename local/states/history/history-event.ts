/** One event of an execution. Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html */
export interface HistoryEvent {
  /** From 1, without gaps. */
  id: number;
  /** 0 for the first events, and for those that end an execution from outside. */
  previousEventId: number;
  timestampMs: number;
  type: string;
  /** Absent for types that have none, such as LambdaFunctionStarted. */
  details?: EventDetails;
  /** The state that the one which is left leads to; null at an end. Kept for going on in another process, and told to nobody. */
  next?: string | null;
}

export type EventDetails = Readonly<Record<string, unknown>>;

/** Nothing is ever truncated here. */
export const NOT_TRUNCATED = { truncated: false };

/** The member of an event on the wire that holds its details: `stateEnteredEventDetails` for every type of entering, else the type's own. */
function detailsMember(type: string): string {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}

/** What `includeExecutionData: false` leaves out of a history. */
const EXECUTION_DATA: ReadonlySet<string> = new Set(['input', 'inputDetails', 'output', 'outputDetails']);

/** The event as GetExecutionHistory answers it, its time in seconds since the epoch. */
export function toWire(event: HistoryEvent, includeExecutionData: boolean): Record<string, unknown> {
  const details = event.details && (includeExecutionData ? event.details : omit(event.details, EXECUTION_DATA));
  return {
    timestamp: event.timestampMs / 1000,
    type: event.type,
    id: event.id,
    previousEventId: event.previousEventId,
    ...(details && { [detailsMember(event.type)]: details }),
  };
}

/** The details without some of their members. */
export function omit(details: EventDetails, members: ReadonlySet<string>): EventDetails {
  return Object.fromEntries(Object.entries(details).filter(([member]) => !members.has(member)));
}
