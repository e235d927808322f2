import type { RecordedVerdict } from '../../domain/erasure/redacted-verdict.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Review } from '../../domain/review.ts';
import type { Session } from '../../domain/session.ts';
import type { TimelineItem } from '../../domain/timeline.ts';
import type { ApiClient, Page } from './client.ts';

export interface StartSessionProps {
  examId: string;
  /** Of the text that the candidate agreed to. */
  consentVersion: string;
  /** Repeating a request with the same key answers the session that was started first. */
  idempotencyKey: string;
  signal?: AbortSignal;
}

/** Starts a session of the candidate who is signed in. */
export function startSession(api: ApiClient, { examId, consentVersion, idempotencyKey, signal }: StartSessionProps): Promise<Session> {
  return api.json('/sessions', { method: 'POST', body: { examId, consentVersion }, headers: { 'idempotency-key': idempotencyKey }, signal: signal ?? null });
}

/** Ends a session of one's own; of one that has ended it answers the same again. */
export function endSession(api: ApiClient, sessionId: string, signal?: AbortSignal): Promise<Session> {
  return api.json(`${pathOf(sessionId)}/end`, { method: 'POST', signal: signal ?? null });
}

/** Sets what the candidate tells the reviewer of a session of their own; an empty text takes it away. */
export function putSessionNote(api: ApiClient, sessionId: string, text: string, signal?: AbortSignal): Promise<Session> {
  return api.json(`${pathOf(sessionId)}/note`, { method: 'PUT', body: { text }, signal: signal ?? null });
}

export interface ListSessionsProps {
  state: Session['state'] | null;
  /** Those with a verdict of this decision. */
  decision: Decision | null;
  /** A candidate's `sub` or e-mail. */
  person: string | null;
  /** ISO 8601. */
  from: string | null;
  to: string | null;
  /** How many at most, up to 100. */
  limit?: number | null;
  cursor: string | null;
  signal?: AbortSignal;
}

/** Newest first; to a candidate, their own alone. */
export function listSessions(api: ApiClient, { signal, limit = null, ...query }: ListSessionsProps): Promise<Page<Session>> {
  return api.json('/sessions', { query: { ...query, limit: limit === null ? null : String(limit) }, signal: signal ?? null });
}

export function getSession(api: ApiClient, sessionId: string, signal?: AbortSignal): Promise<Session> {
  return api.json(pathOf(sessionId), { signal: signal ?? null });
}

export interface ListSessionVerdictsProps {
  order: 'asc' | 'desc';
  /** Begins behind the verdict with this sequence, in the order asked for; a cursor counts more. */
  after?: number | null;
  /** How many at most, up to 50. */
  limit?: number | null;
  cursor: string | null;
  signal?: AbortSignal;
}

/** Whole verdicts, by their sequence. */
export function listSessionVerdicts(api: ApiClient, sessionId: string, { signal, after = null, limit = null, ...query }: ListSessionVerdictsProps): Promise<Page<RecordedVerdict>> {
  const numbers = { after: after === null ? null : String(after), limit: limit === null ? null : String(limit) };
  return api.json(`${pathOf(sessionId)}/verdicts`, { query: { ...query, ...numbers }, signal: signal ?? null });
}

export interface ListTimelineProps {
  cursor: string | null;
  signal?: AbortSignal;
}

/** What there is to draw of a session's verdicts, first to last, some thousand a page. */
export function listTimeline(api: ApiClient, sessionId: string, { signal, ...query }: ListTimelineProps): Promise<Page<TimelineItem>> {
  return api.json(`${pathOf(sessionId)}/timeline`, { query, signal: signal ?? null });
}

export interface ListReviewsProps {
  cursor: string | null;
  signal?: AbortSignal;
}

/** What auditors said of a session's verdicts. */
export function listReviews(api: ApiClient, sessionId: string, { signal, ...query }: ListReviewsProps): Promise<Page<Review>> {
  return api.json(`${pathOf(sessionId)}/reviews`, { query, signal: signal ?? null });
}

function pathOf(sessionId: string): string {
  return `/sessions/${encodeURIComponent(sessionId)}`;
}
