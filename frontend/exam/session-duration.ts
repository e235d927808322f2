import type { Session } from '../../domain/session.ts';

/** From a session's start to its end, in milliseconds; null while it is open. */
export function sessionDurationMs({ startedAt, endedAt }: Pick<Session, 'startedAt' | 'endedAt'>): number | null {
  return endedAt === null ? null : Math.max(0, Date.parse(endedAt) - Date.parse(startedAt));
}
