import { NotFoundError } from '../../../domain/errors.ts';
import { adHocSessionId } from '../../../domain/session.ts';
import type { Caller } from '../http/request.ts';
import type { NewSession, SessionRecord, Sessions } from '../ports/sessions.ts';

export interface FrameOrigin {
  caller: Caller;
  /** What the request names; null for a frame that belongs to no exam. */
  sessionId: string | null;
  /** What was agreed to before a frame that belongs to no exam; null where the client does not say. */
  consentVersion: string | null;
  receivedAt: string;
}

/** What an ad-hoc session begins under: nobody waits for its frames. */
const NOTHING_EXPECTED: NewSession['firstPolicy'] = { version: '', maxGapMs: Number.MAX_SAFE_INTEGER, incidentRules: [] };

/**
 * The session that a frame belongs to: the caller's own, or theirs of the day, which begins with its first frame, and with what was agreed to before that.
 * @throws NotFoundError when the session that is named is not the caller's own
 */
export async function resolveSession(sessions: Sessions, { caller, sessionId, consentVersion, receivedAt }: FrameOrigin): Promise<SessionRecord> {
  if (sessionId === null) return openAdHocSession(sessions, { caller, consentVersion, receivedAt });
  const session = await sessions.find(sessionId);
  if (session?.candidate.sub !== caller.sub) throw new NotFoundError('There is no such session of yours.', { field: 'sessionId' });
  return session;
}

async function openAdHocSession(sessions: Sessions, { caller: { sub, email }, consentVersion, receivedAt }: Omit<FrameOrigin, 'sessionId'>): Promise<SessionRecord> {
  const sessionId = adHocSessionId(sub, receivedAt);
  const found = await sessions.find(sessionId);
  if (found !== null) return found;
  await sessions.create({ sessionId, examId: null, candidate: { sub, email }, expected: null, consentVersion, startedAt: receivedAt, firstPolicy: NOTHING_EXPECTED });
  const created = await sessions.find(sessionId);
  if (created === null) throw new Error('A session that was made is not there.');
  return created;
}
