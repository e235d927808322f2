import type { Verdict } from '../../domain/verdict.ts';
import type { ApiClient } from './client.ts';

export interface PostVerdictProps {
  /** Base64 of a JPEG or PNG; a `data:` prefix is accepted. */
  image: string;
  capturedAt: Date;
  /** The exam that it belongs to; null for a picture that belongs to none. */
  sessionId: string | null;
  /** Repeating a request with the same key answers the verdict that was recorded first. */
  idempotencyKey: string;
  signal?: AbortSignal;
}

/** Has a frame judged; what is answered is on record. */
export function postVerdict(api: ApiClient, { image, capturedAt, sessionId, idempotencyKey, signal }: PostVerdictProps): Promise<Verdict> {
  return api.json('/verdicts', {
    method: 'POST',
    body: { image, capturedAt: capturedAt.toISOString(), ...(sessionId === null ? {} : { sessionId }) },
    headers: { 'idempotency-key': idempotencyKey },
    signal: signal ?? null,
  });
}

export function getVerdict(api: ApiClient, verdictId: string, signal?: AbortSignal): Promise<Verdict> {
  return api.json(`/verdicts/${encodeURIComponent(verdictId)}`, { signal: signal ?? null });
}

/** The frame that was judged, as it was received. Only to who accepts an image API Gateway answers bytes; a PNG comes as one all the same. */
export function getVerdictFrame(api: ApiClient, verdictId: string, signal?: AbortSignal): Promise<Blob> {
  return api.blob(`/verdicts/${encodeURIComponent(verdictId)}/frame`, { headers: { accept: 'image/jpeg' }, signal: signal ?? null });
}
