import type { Review } from '../../../domain/review.ts';
import type { Reviews } from '../ports/reviews.ts';

/** All reviews of a session, by their verdicts' ids. */
export async function reviewsOf(reviews: Reviews, sessionId: string): Promise<Review[]> {
  const found: Review[] = [];
  let page = await reviews.list(sessionId, null);
  for (;;) {
    found.push(...page.items);
    if (page.nextCursor === null) return found;
    page = await reviews.list(sessionId, page.nextCursor);
  }
}
