/**
 * What an auditor has made of a verdict: it is right, or it is set aside. `withdrawn` takes the word before it back: nobody has reviewed the verdict then,
 * while what was said stays in the history.
 */
export const REVIEW_DECISIONS = ['confirmed', 'dismissed', 'withdrawn'] as const;
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number];

/** What was said of a verdict, by whom and when. */
export interface ReviewStatement {
  decision: ReviewDecision;
  /** At most 2,000 characters. */
  note: string;
  /** The reviewer's `sub`. */
  reviewedBy: string;
  reviewedAt: string;
}

/** A verdict's review: it stands beside the record, which is never touched. */
export interface Review extends ReviewStatement {
  verdictId: string;
  sessionId: string;
  /** What was said before and replaced, newest first. */
  history: ReviewStatement[];
}

/** Whether a word stands, so that nobody needs to look at the verdict any more. */
export function isReviewed({ decision }: Pick<ReviewStatement, 'decision'>): boolean {
  return decision !== 'withdrawn';
}
