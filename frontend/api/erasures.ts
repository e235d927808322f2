import type { Erasure } from '../../domain/erasure/erasure.ts';
import type { ApiClient } from './client.ts';

/** Any of what a person is known by. */
export interface ErasureRequest {
  externalImageId: string;
  /** Whose exam sessions are erased, too. */
  candidateEmail: string | null;
  /** Repeating a request with the same key answers the erasure that was begun first. */
  idempotencyKey: string;
}

/**
 * Begins to erase a person.
 * @throws ApiError LEGAL_HOLD
 */
export function startErasure(api: ApiClient, { externalImageId, candidateEmail, idempotencyKey }: ErasureRequest): Promise<Erasure> {
  const body = { externalImageId, ...(candidateEmail === null ? {} : { candidateEmail }) };
  return api.json('/erasures', { method: 'POST', body, headers: { 'idempotency-key': idempotencyKey } });
}

export function getErasure(api: ApiClient, erasureId: string, signal?: AbortSignal): Promise<Erasure> {
  return api.json(`/erasures/${encodeURIComponent(erasureId)}`, { signal: signal ?? null });
}
