import { incidentsAt } from '../../domain/incidents/incidents-at.ts';
import type { Session } from '../../domain/session.ts';
import type { Caller } from './http/request.ts';
import type { SessionRecord } from './ports/sessions.ts';
import { expiryOf } from './retention.ts';

/** For whom a session is shown, and when. */
export interface SessionViewOptions {
  caller: Caller;
  now: Date;
  /** How long sessions are kept. */
  retentionDays: number;
}

/** A session as the API shows it at this moment. Why it is under a legal hold, and who set it, is shown to auditors alone. */
export function toSession(record: SessionRecord, { caller, now, retentionDays }: SessionViewOptions): Session {
  const { progress, firstPolicy, legalHold, ...session } = record;
  const { startedAt, endedAt } = session;
  return {
    ...session,
    counters: progress.counters,
    incidents: incidentsAt(progress, { startedAt, policy: firstPolicy, ...(endedAt === null ? { now: now.toISOString() } : { endedAt }) }),
    legalHold: caller.groups.includes('auditor') ? legalHold : null,
    retainedUntil: legalHold === null ? new Date(expiryOf(endedAt ?? startedAt, retentionDays) * 1_000).toISOString() : null,
  };
}
