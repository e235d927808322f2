import { shallowReadonly, shallowRef, type Ref } from 'vue';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Session } from '../../domain/session.ts';
import type { ApiClient, Page } from '../api/client.ts';
import { serverClock, type ServerClock } from '../api/server-clock.ts';
import { listSessions } from '../api/sessions.ts';
import type { LiveSession } from '../sessions/live-order.ts';
import { usePolling, type UsePollingOptions } from './usePolling.ts';

const EVERY_MS = 2_000;
/** As many as the API gives at once. */
const PAGE_SIZE = 100;

export interface UseLiveSessionsOptions extends Partial<Pick<UsePollingOptions, 'page' | 'everyMs'>> {
  /** Told of all incidents that were not there a round ago, together: one after the other would be said over each other. */
  onIncidents: (found: readonly NewIncident[]) => void;
  /** What belongs to a round, once it knows the sessions: the next begins only after it. */
  afterList: (signal: AbortSignal) => Promise<void>;
  /** Knows by how much the browser's clock is off. */
  clock?: Pick<ServerClock, 'offsetMs'>;
}

export interface UseLiveSessionsReturn {
  /** All open sessions as they were seen last, newest first; null before all of them are known. */
  sessions: Readonly<Ref<readonly LiveSession[] | null>>;
  /** Why the last round failed; null where it did not. */
  error: Readonly<Ref<unknown>>;
  /** When the last round succeeded: all of the list has been read in it. */
  updatedAtMs: Readonly<Ref<number | null>>;
  runNow: () => void;
}

export interface NewIncident {
  session: Session;
  incident: Incident;
}

/**
 * The sessions that are open now. The API lists them in pages: a round reads them all, one after the other, so that none is older than the round. Whoever is
 * on none of them has ended.
 */
export function useLiveSessions(api: ApiClient, { onIncidents, afterList, clock = serverClock, everyMs = EVERY_MS, ...options }: UseLiveSessionsOptions): UseLiveSessionsReturn {
  const sessions = shallowRef<readonly LiveSession[] | null>(null);
  let before: ReadonlyMap<string, Session> = new Map();

  async function round(signal: AbortSignal): Promise<void> {
    const seen = new Map<string, LiveSession>();
    let cursor: string | null = null;
    do {
      const page = await readPage(cursor, signal);
      for (const live of page.items) seen.set(live.session.sessionId, live);
      cursor = page.nextCursor;
    } while (cursor !== null);
    const current = [...seen.values()];
    const found = current.flatMap(({ session }) => newIncidents(session));
    before = new Map(current.map(({ session }) => [session.sessionId, session]));
    if (found.length > 0) onIncidents(found);
    sessions.value = current;
    await afterList(signal);
  }

  async function readPage(cursor: string | null, signal: AbortSignal): Promise<Page<LiveSession>> {
    const askedMs = Date.now();
    const { items, nextCursor } = await listSessions(api, { state: 'open', decision: null, person: null, from: null, to: null, limit: PAGE_SIZE, cursor, signal });
    signal.throwIfAborted();
    const readAtMs = askedMs + clock.offsetMs.value;
    return { items: items.map((session) => ({ session, readAtMs })), nextCursor };
  }

  /** Of a session that comes up for the first time all are known already: whoever opens the page is told nothing. */
  function newIncidents(session: Session): NewIncident[] {
    const known = before.get(session.sessionId)?.incidents;
    if (known === undefined) return [];
    const ids = new Set(known.map(({ incidentId }) => incidentId));
    return session.incidents.filter(({ incidentId }) => !ids.has(incidentId)).map((incident) => ({ session, incident }));
  }

  const { error, updatedAtMs, runNow } = usePolling(round, { everyMs, ...options });
  return { sessions: shallowReadonly(sessions), error, updatedAtMs, runNow };
}
