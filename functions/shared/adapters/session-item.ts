import { startProgress } from '../../../domain/incidents/session-progress.ts';
import { monthOf } from '../../../domain/session.ts';
import { normaliseExternalId } from '../../../domain/registration/external-id.ts';
import type { NewSession, SessionAdvance, SessionRecord } from '../ports/sessions.ts';
import { sessionExpiryOf } from '../retention.ts';

/** The one partition of the index of unfinished sessions. */
export const UNFINISHED = 'unfinished';

/** What the table needs of a session beside its own fields. */
const STORAGE_ATTRIBUTES = ['candidateSub', 'candidateEmail', 'month', 'openPartition', 'lastSequence', 'decisions', 'holdChange'] as const;

export function toNewItem(session: NewSession, retentionDays: number): Record<string, unknown> {
  const { candidate, startedAt } = session;
  const record: SessionRecord = { ...session, state: 'open', endedAt: null, endReason: null, progress: startProgress(), lastVerdict: null, seal: null, legalHold: null, note: null, expiresAt: sessionExpiryOf(startedAt, retentionDays) };
  return {
    ...record,
    candidateSub: candidate.sub,
    // A key of an index is a string or not there.
    ...(candidate.email === null ? {} : { candidateEmail: normaliseExternalId(candidate.email) }),
    month: monthOf(startedAt),
    openPartition: UNFINISHED,
    ...toAdvancedAttributes(record),
  };
}

/** The attributes that change as a session moves on. Of `decisions` alone the indexes know: it changes three times at the most. */
export function toAdvancedAttributes({ progress, lastVerdict }: SessionAdvance): Record<string, unknown> {
  const decisions = Object.entries(progress.counters).flatMap(([decision, count]) => (count > 0 ? [decision] : []));
  return { progress, lastVerdict, lastSequence: progress.lastSequence, decisions };
}

/** The session that an item of the table holds. */
export function fromItem(item: Record<string, unknown>): SessionRecord {
  const record = { ...item };
  for (const attribute of STORAGE_ATTRIBUTES) Reflect.deleteProperty(record, attribute);
  // Those that have come since are not in the rows of before, and none expires under a legal hold.
  const absent: Pick<SessionRecord, 'seal' | 'legalHold' | 'note' | 'expiresAt'> = { seal: null, legalHold: null, note: null, expiresAt: null };
  return { ...absent, ...(record as unknown as SessionRecord) };
}
