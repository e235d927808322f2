/** What an auditor has made of a verdict: it is right, or it is set aside. */
export const REVIEW_DECISIONS = ['confirmed', 'dismissed'] as const;
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
