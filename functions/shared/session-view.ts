import { incidentsAt } from '../../domain/incidents/incidents-at.ts';
import type { Session } from '../../domain/session.ts';
import type { Caller } from './http/request.ts';
import type { SessionRecord } from './ports/sessions.ts';

/** A session as the API shows it at this moment. Whether it is under a legal hold, and why, is shown to auditors alone. */
export function toSession(record: SessionRecord, caller: Caller, now: Date): Session {
  const { progress, firstPolicy, legalHold, ...session } = record;
  return {
    ...session,
    counters: progress.counters,
    incidents: incidentsAt(progress, { startedAt: session.startedAt, policy: firstPolicy, ...(session.endedAt === null ? { now: now.toISOString() } : { endedAt: session.endedAt }) }),
    legalHold: caller.groups.includes('auditor') ? legalHold : null,
  };
}
