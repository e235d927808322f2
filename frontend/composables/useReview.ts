import { computed, onScopeDispose, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { isReviewed, type Review, type ReviewDecision, type ReviewStatement } from '../../domain/review.ts';
import type { ApiClient } from '../api/client.ts';
import { getReview, putReview } from '../api/reviews.ts';

/** A word that was said, and how to take it back. */
export interface SaidWord {
  /** What somebody else had said since this page was loaded, which this word replaces; null where nobody had. */
  crossed: ReviewStatement | null;
  /** Has the verdict be as it was before. False, and nothing changes, where somebody else has spoken since. */
  undo: () => Promise<boolean>;
}

export interface UseReviewReturn {
  state: Readonly<Ref<'loading' | 'ready' | 'failed'>>;
  /** Null where nobody has ever said anything. */
  review: Readonly<ShallowRef<Review | null>>;
  /** The word that stands; null where none does. */
  standing: ComputedRef<ReviewStatement | null>;
  /** What is being said; null where nothing is. */
  busy: Readonly<Ref<ReviewDecision | null>>;
  /** Why it could not be read, or said; null otherwise. */
  error: Readonly<ShallowRef<unknown>>;
  load: () => Promise<void>;
  /** Says something; null where it could not be said, or something else is just being said. */
  say: (decision: ReviewDecision, note: string) => Promise<SaidWord | null>;
}

/** What auditors make of a verdict. Words replace each other, the last one stands, and all are kept. */
export function useReview(api: ApiClient, verdictId: string): UseReviewReturn {
  const state = ref<'loading' | 'ready' | 'failed'>('loading');
  const review = shallowRef<Review | null>(null);
  const standing = computed(() => (review.value !== null && isReviewed(review.value) ? review.value : null));
  const busy = ref<ReviewDecision | null>(null);
  const error = shallowRef<unknown>(null);
  const controller = new AbortController();
  const { signal } = controller;

  async function load(): Promise<void> {
    state.value = 'loading';
    error.value = null;
    try {
      review.value = await getReview(api, verdictId, signal);
      state.value = 'ready';
    } catch (thrown) {
      if (signal.aborted) return;
      error.value = thrown;
      state.value = 'failed';
    }
  }

  async function say(decision: ReviewDecision, note: string): Promise<SaidWord | null> {
    if (busy.value !== null) return null;
    const before = review.value;
    busy.value = decision;
    error.value = null;
    try {
      // Not given up with the page: a word that was said is said.
      const said = await putReview(api, verdictId, { decision, note });
      review.value = said;
      const replaced = said.history[0] ?? null;
      const crossed = replaced !== null && !isSame(replaced, before) && !isSame(said, before) ? replaced : null;
      return { crossed, undo: () => undo(said, replaced) };
    } catch (thrown) {
      error.value = thrown;
      return null;
    } finally {
      busy.value = null;
    }
  }

  async function undo(said: Review, before: ReviewStatement | null): Promise<boolean> {
    const now = await getReview(api, verdictId);
    if (now !== null) review.value = now;
    if (!isSame(said, now)) return false;
    review.value = await putReview(api, verdictId, before === null ? { decision: 'withdrawn', note: '' } : { decision: before.decision, note: before.note });
    return true;
  }

  onScopeDispose(() => { controller.abort(); });
  void load();
  return { state, review, standing, busy, error, load, say };
}

/** Whether both are the very same word, not only alike. */
function isSame(a: ReviewStatement, b: ReviewStatement | null): boolean {
  return b !== null && a.reviewedAt === b.reviewedAt && a.reviewedBy === b.reviewedBy;
}
