import { incidentsAt } from '../../domain/incidents/incidents-at.ts';
import type { Session } from '../../domain/session.ts';
import type { Caller } from './http/request.ts';
import type { SessionRecord } from './ports/sessions.ts';

/** For whom a session is shown, and when. */
export interface SessionViewOptions {
  caller: Caller;
  now: Date;
}

/** A session as the API shows it at this moment. Why it is under a legal hold, and who set it, is shown to auditors alone. */
export function toSession(record: SessionRecord, { caller, now }: SessionViewOptions): Session {
  const { progress, firstPolicy, legalHold, expiresAt, ...session } = record;
  const { startedAt, endedAt } = session;
  return {
    ...session,
    counters: progress.counters,
    incidents: incidentsAt(progress, { startedAt, policy: firstPolicy, ...(endedAt === null ? { now: now.toISOString() } : { endedAt }) }),
    legalHold: caller.groups.includes('auditor') ? legalHold : null,
    retainedUntil: expiresAt === null ? null : new Date(expiresAt * 1_000).toISOString(),
  };
}
