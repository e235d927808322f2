import { shallowReadonly, shallowRef, type Ref } from 'vue';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Session } from '../../domain/session.ts';
import type { ApiClient } from '../api/client.ts';
import { listSessions } from '../api/sessions.ts';
import { usePolling, type UsePollingOptions } from './usePolling.ts';

const EVERY_MS = 2_000;

export interface UseLiveSessionsOptions extends Partial<Pick<UsePollingOptions, 'page' | 'everyMs'>> {
  /** Told of all incidents that were not there a round ago, together: one after the other would be said over each other. */
  onIncidents: (found: readonly NewIncident[]) => void;
  /** What belongs to a round, once it knows the sessions: the next begins only after it. */
  afterList: (sessions: readonly Session[], signal: AbortSignal) => Promise<void>;
}

export interface UseLiveSessionsReturn {
  /** All open sessions as they were seen last, newest first; null before the first round. */
  sessions: Readonly<Ref<readonly Session[] | null>>;
  /** Why the last round failed; null where it did not. */
  error: Readonly<Ref<unknown>>;
  updatedAtMs: Readonly<Ref<number | null>>;
  runNow: () => void;
}

export interface NewIncident {
  session: Session;
  incident: Incident;
}

interface Seen {
  session: Session;
  /** Of the sweep in which it was seen last. */
  sweep: number;
}

/**
 * The sessions that are open now, one request a round. The API lists them in pages: where there are several, each round reads the next one, and who has not
 * come up in a whole sweep has ended.
 */
export function useLiveSessions(api: ApiClient, { onIncidents, afterList, everyMs = EVERY_MS, ...options }: UseLiveSessionsOptions): UseLiveSessionsReturn {
  const sessions = shallowRef<readonly Session[] | null>(null);
  let seen = new Map<string, Seen>();
  let cursor: string | null = null;
  let sweep = 0;

  async function round(signal: AbortSignal): Promise<void> {
    const page = await listSessions(api, { state: 'open', decision: null, person: null, from: null, to: null, cursor, signal });
    signal.throwIfAborted();
    const found = page.items.flatMap(newIncidents);
    if (found.length > 0) onIncidents(found);
    for (const session of page.items) seen.set(session.sessionId, { session, sweep });
    cursor = page.nextCursor;
    if (cursor === null) {
      seen = new Map([...seen].filter(([, one]) => one.sweep === sweep));
      sweep += 1;
    }
    sessions.value = [...seen.values()].map(({ session }) => session);
    await afterList(sessions.value, signal);
  }

  /** Of a session that comes up for the first time all are known already: whoever opens the page is told nothing. */
  function newIncidents(session: Session): NewIncident[] {
    const before = seen.get(session.sessionId)?.session;
    if (before === undefined) return [];
    const known = new Set(before.incidents.map(({ incidentId }) => incidentId));
    return session.incidents.filter(({ incidentId }) => !known.has(incidentId)).map((incident) => ({ session, incident }));
  }

  const { error, updatedAtMs, runNow } = usePolling(round, { everyMs, ...options });
  return { sessions: shallowReadonly(sessions), error, updatedAtMs, runNow };
}
