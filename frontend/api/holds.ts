import type { LegalHold } from '../../domain/session.ts';
import type { ApiClient } from './client.ts';

/** How far a session's legal hold is: setting and lifting it reaches every frame and record, which takes a while. */
export interface HoldState {
  sessionId: string;
  state: 'NONE' | 'APPLYING' | 'HELD' | 'RELEASING';
  hold: LegalHold | null;
}

export function getHold(api: ApiClient, sessionId: string, signal?: AbortSignal): Promise<HoldState> {
  return api.json(pathOf(sessionId), { signal: signal ?? null });
}

/** Suspends the retention of a session and of all that belongs to it. */
export function holdSession(api: ApiClient, sessionId: string, reason: string, signal?: AbortSignal): Promise<HoldState> {
  return api.json(pathOf(sessionId), { method: 'PUT', body: { reason }, signal: signal ?? null });
}

/** Lifts the hold: the time of retention counts again, from when it always did. */
export function releaseSession(api: ApiClient, sessionId: string, signal?: AbortSignal): Promise<HoldState> {
  return api.json(pathOf(sessionId), { method: 'DELETE', signal: signal ?? null });
}

function pathOf(sessionId: string): string {
  return `/sessions/${encodeURIComponent(sessionId)}/hold`;
}
