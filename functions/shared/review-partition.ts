import type { Decision } from '../../domain/decision.ts';

/** Whether somebody has looked at a verdict, and what it had decided. */
interface ReviewState {
  decision: Decision;
  isReviewed: boolean;
}

/** The partition of the review index that a verdict stands in. A clear one stands in none until it is reviewed, so that the index stays small. */
export function reviewPartitionOf({ decision, isReviewed }: ReviewState): string | null {
  if (isReviewed) return `reviewed#${decision}`;
  return decision === 'clear' ? null : `unreviewed#${decision}`;
}
