import type { Review, ReviewStatement } from '../../../domain/review.ts';
import type { Verdict } from '../../../domain/verdict.ts';

/** Where a review belongs. */
export type ReviewKey = Pick<Review, 'sessionId' | 'verdictId'>;

export interface ReviewPage {
  items: Review[];
  nextCursor: string | null;
}

/** What auditors have said of verdicts. */
export interface Reviews {
  /**
   * Says this of a verdict from now on, and keeps what was said before. The same said again by the same person changes nothing.
   * @throws InvalidRequestError when it has been reviewed as often as is kept
   */
  put(verdict: Verdict, statement: ReviewStatement): Promise<Review>;
  find(key: ReviewKey): Promise<Review | null>;
  /** Of a session, by their verdicts' ids. */
  list(sessionId: string, cursor: string | null): Promise<ReviewPage>;
  /** The ids of those among these verdicts that have been reviewed. */
  reviewedOf(keys: readonly ReviewKey[]): Promise<ReadonlySet<string>>;
  /** The ids of a session's reviewed verdicts. */
  reviewedIn(sessionId: string): Promise<ReadonlySet<string>>;
}
