import type { HistoryEvent } from '../../domain/history.ts';
import { eventText } from './event-details.ts';

/** A state with the events between its being entered and left, and the states inside of it. */
export interface Visit {
  name: string;
  type: string;
  entered: HistoryEvent;
  /** Null where it was not left, or not yet. */
  exited: HistoryEvent | null;
  events: HistoryEvent[];
  /** The Parallel or Map state that it runs inside of. */
  parent: Visit | null;
  /** The states of its own branch in their order, itself among them. */
  siblings: Visit[];
  branches: Visit[][];
}

/**
 * Sorts events to their states. An event says only which event it follows, and branches run at the same time: so each belongs to the state of the event
 * that it follows. A state that is entered while that one is still open runs inside of it; the end of a branch is followed by an event of the state around.
 *
 * @param events each once, in the order of their ids; some may be missing
 */
export function collectVisits(events: readonly HistoryEvent[]): Visit[] {
  const states: Visit[] = [];
  const visitOf = new Map<number, Visit>();
  for (const event of events) {
    const before = visitOf.get(event.previousEventId) ?? null;
    const visit = event.type.endsWith('StateEntered') ? enter(event, before, states) : owner(event, before);
    if (visit === null) continue;
    visit.events.push(event);
    if (event.type.endsWith('StateExited')) visit.exited = event;
    visitOf.set(event.id, visit);
  }
  return states;
}

function enter(event: HistoryEvent, before: Visit | null, states: Visit[]): Visit {
  const inside = before !== null && before.exited === null;
  const siblings = inside ? [] : (before?.siblings ?? states);
  if (inside) before.branches.push(siblings);
  const visit: Visit = {
    name: eventText(event, 'name') ?? '',
    type: event.type.slice(0, -'StateEntered'.length),
    entered: event,
    exited: null,
    events: [],
    parent: inside ? before : (before?.parent ?? null),
    siblings,
    branches: [],
  };
  siblings.push(visit);
  return visit;
}

/** The state that an event belongs to; null for those of the execution itself. */
function owner(event: HistoryEvent, before: Visit | null): Visit | null {
  if (event.type.startsWith('Execution')) return null;
  const type = /^(\w+)State[A-Z]/.exec(event.type)?.[1];
  let visit = before;
  while (type !== undefined && visit !== null && (visit.type !== type || visit.exited !== null)) visit = visit.parent;
  return visit;
}
