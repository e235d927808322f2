import type { Review, ReviewDecision } from '../../domain/review.ts';
import { ApiError } from './api-error.ts';
import type { ApiClient } from './client.ts';

/** What auditors have said of a verdict; null where nobody has said anything. */
export async function getReview(api: ApiClient, verdictId: string, signal?: AbortSignal): Promise<Review | null> {
  try {
    return await api.json<Review>(pathOf(verdictId), { signal: signal ?? null });
  } catch (error) {
    if (error instanceof ApiError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

/** Says something of a verdict. Of two who do so at once neither is lost: the answer's `history` begins with what this word replaces. */
export function putReview(api: ApiClient, verdictId: string, body: { decision: ReviewDecision; note: string }, signal?: AbortSignal): Promise<Review> {
  return api.json(pathOf(verdictId), { method: 'PUT', body, signal: signal ?? null });
}

function pathOf(verdictId: string): string {
  return `/verdicts/${encodeURIComponent(verdictId)}/review`;
}
