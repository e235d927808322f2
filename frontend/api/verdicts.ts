import type { Decision } from '../../domain/decision.ts';
import type { RecordedVerdict } from '../../domain/erasure/redacted-verdict.ts';
import type { MatchReport } from '../../domain/match-report.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { ApiClient, Page } from './client.ts';

export interface PostVerdictProps {
  /** Base64 of a JPEG or PNG; a `data:` prefix is accepted. */
  image: string;
  capturedAt: Date;
  /** The exam that it belongs to; null for a picture that belongs to none. */
  sessionId: string | null;
  /** What the candidate has agreed to: an exam's is on its record from its start. */
  consentVersion: string;
  /** Repeating a request with the same key answers the verdict that was recorded first. */
  idempotencyKey: string;
  signal?: AbortSignal;
}

/** Has a frame judged; what is answered is on record. */
export function postVerdict(api: ApiClient, { image, capturedAt, sessionId, consentVersion, idempotencyKey, signal }: PostVerdictProps): Promise<Verdict> {
  return api.json('/verdicts', {
    method: 'POST',
    body: { image, capturedAt: capturedAt.toISOString(), ...(sessionId === null ? { consentVersion } : { sessionId }) },
    headers: { 'idempotency-key': idempotencyKey },
    signal: signal ?? null,
  });
}

export interface ListVerdictsProps {
  decision: Decision | null;
  /** Whether an auditor's word on it stands; null for both. */
  reviewed: 'true' | 'false' | null;
  /** A session's id. */
  session: string | null;
  /** A candidate's `sub` or e-mail. */
  person: string | null;
  /** ISO 8601; of the last 30 days where null. */
  from: string | null;
  to: string | null;
  cursor: string | null;
  signal?: AbortSignal;
}

/** Newest first. */
export function listVerdicts(api: ApiClient, { signal, ...query }: ListVerdictsProps): Promise<Page<RecordedVerdict>> {
  return api.json('/verdicts', { query: { ...query }, signal: signal ?? null });
}

/** A verdict as it stands on record: whole, or with what an erasure has left of it. */
export function getVerdict(api: ApiClient, verdictId: string, signal?: AbortSignal): Promise<RecordedVerdict> {
  return api.json(pathOf(verdictId), { signal: signal ?? null });
}

/** The frame that was judged, as it was received. Only to who accepts an image API Gateway answers bytes; a PNG comes as one all the same. */
export function getVerdictFrame(api: ApiClient, verdictId: string, signal?: AbortSignal): Promise<Blob> {
  return api.blob(`${pathOf(verdictId)}/frame`, { headers: { accept: 'image/jpeg' }, signal: signal ?? null });
}

/** Tells the administrators that a verdict recognised the wrong person; a report that is open is replaced. */
export function reportMatch(api: ApiClient, verdictId: string, note: string, signal?: AbortSignal): Promise<MatchReport> {
  return api.json(`${pathOf(verdictId)}/match-report`, { method: 'PUT', body: { note }, signal: signal ?? null });
}

function pathOf(verdictId: string): string {
  return `/verdicts/${encodeURIComponent(verdictId)}`;
}
