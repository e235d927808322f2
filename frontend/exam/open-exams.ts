import { isAdHoc, type Session } from '../../domain/session.ts';
import { ApiError } from '../api/api-error.ts';
import type { ApiClient } from '../api/client.ts';
import { getSession, listSessions } from '../api/sessions.ts';

/** A candidate's own exams that are open, whole: nobody has many. Their pictures without an exam are none. */
export async function listOpenExams(api: ApiClient, sub: string, signal: AbortSignal): Promise<Session[]> {
  const found: Session[] = [];
  let cursor: string | null = null;
  do {
    const page = await listSessions(api, { state: 'open', decision: null, person: sub, from: null, to: null, cursor, signal });
    found.push(...page.items.filter((session) => !isAdHoc(session)));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

/** The same again. Of one that was known and is listed no more its own record is asked: the list may lag behind. */
export async function relistOpenExams(api: ApiClient, sub: string, known: readonly Session[], signal: AbortSignal): Promise<Session[]> {
  const listed = await listOpenExams(api, sub, signal);
  const unlisted = known.filter(({ sessionId }) => !listed.some((session) => session.sessionId === sessionId));
  const records = await Promise.all(unlisted.map(({ sessionId }) => find(api, sessionId, signal)));
  return [...records.flatMap((session) => (session?.state === 'open' ? [session] : [])), ...listed];
}

async function find(api: ApiClient, sessionId: string, signal: AbortSignal): Promise<Session | null> {
  try {
    return await getSession(api, sessionId, signal);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}
