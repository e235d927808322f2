import type { MachineDefinition } from '../definition/state-schema.ts';
import type { HistoryEvent } from '../history/history-event.ts';
import type { Json } from '../json.ts';

/** How far a state of the machine had come when the process that ran it ended. */
export type Progress =
  /** Nothing in it has happened yet, or nothing that could not happen again. */
  | { kind: 'entered' }
  /** Its task has ended, with what the history holds. */
  | { kind: 'succeeded'; result: Json }
  | { kind: 'failed'; error: string | null; causeText: string | null }
  /** Something was under way in it, and nobody knows what came of it. */
  | { kind: 'interrupted' };

/** The state that was under way. */
export interface StateUnderWay {
  name: string;
  enteredMs: number;
  enteredEventId: number;
  /** The event before it was entered. */
  previousEventId: number;
  progress: Progress;
}

/** Where an execution stood. */
export interface ResumePoint {
  startMs: number;
  lastEventId: number;
  /** The event that the next one follows. */
  previousEventId: number;
  variables: Readonly<Record<string, Json>>;
  /** The input of the state that is under way or comes next; the machine's output when none does. */
  data: Json;
  /** The state that comes next; null when the last one has been left. Meaningless while one is under way. */
  next: string | null;
  underWay: StateUnderWay | null;
}

interface StateDetails {
  name: string;
  input?: string;
  output?: string;
  assignedVariables?: Record<string, string>;
  error?: string;
  cause?: string;
}

/** Reads from its events where an execution stood: which of the machine's own states had been left, with what, and which was under way. */
export function findResumePoint(events: readonly HistoryEvent[], definition: MachineDefinition): ResumePoint | null {
  const [started] = events;
  const last = events.at(-1);
  if (started?.type !== 'ExecutionStarted' || !last) return null;
  const input = JSON.parse((started.details as { input: string }).input) as Json;
  let point: ResumePoint = { startMs: started.timestampMs, lastEventId: last.id, previousEventId: 0, variables: {}, data: input, next: definition.StartAt, underWay: null };
  for (const event of events.slice(1)) {
    const details = (event.details ?? {}) as unknown as StateDetails;
    const { underWay } = point;
    if (!underWay) {
      if (!event.type.endsWith('StateEntered') || !Object.hasOwn(definition.States, details.name)) return null;
      const entered: StateUnderWay = { name: details.name, enteredMs: event.timestampMs, enteredEventId: event.id, previousEventId: point.previousEventId, progress: { kind: 'entered' } };
      point = { ...point, previousEventId: event.id, data: JSON.parse(details.input ?? 'null') as Json, underWay: entered };
    } else if (event.type.endsWith('StateExited') && details.name === underWay.name) {
      const assigned = Object.entries(details.assignedVariables ?? {}).map(([name, text]) => [name, JSON.parse(text) as Json]);
      const variables = { ...point.variables, ...(Object.fromEntries(assigned) as Record<string, Json>) };
      point = { ...point, previousEventId: event.id, variables, data: JSON.parse(details.output ?? 'null') as Json, next: event.next ?? null, underWay: null };
    } else {
      point = { ...point, previousEventId: event.id, underWay: { ...underWay, progress: progressAfter(event, details, definition.States[underWay.name]?.Type) } };
    }
  }
  return point;
}

function progressAfter(event: HistoryEvent, details: StateDetails, stateType: string | undefined): Progress {
  if (stateType !== 'Task') return { kind: 'interrupted' };
  switch (event.type) {
    case 'TaskSucceeded':
    case 'LambdaFunctionSucceeded':
      return { kind: 'succeeded', result: JSON.parse(details.output ?? 'null') as Json };
    case 'TaskFailed':
    case 'LambdaFunctionFailed':
    case 'TaskTimedOut':
    case 'LambdaFunctionTimedOut':
      return { kind: 'failed', error: details.error ?? null, causeText: details.cause ?? null };
    default:
      return { kind: 'interrupted' };
  }
}
