import type { Verdict } from '../../domain/verdict.ts';
import { expiryOf } from './retention.ts';
import { reviewPartitionOf } from './review-partition.ts';

/** A verdict as it is stored: its own fields, and beside them, outside the hash, what the table needs. */
export type VerdictItem = Verdict & {
  /** Seconds since 1970. */
  expiresAt: number;
  /** Present where somebody should look at it, or has: its index holds nothing else. */
  reviewPartition?: string;
};

export function toVerdictItem(verdict: Verdict, retentionDays: number): VerdictItem {
  const item: VerdictItem = { ...verdict, expiresAt: expiryOf(verdict.receivedAt, retentionDays) };
  const reviewPartition = reviewPartitionOf(verdict.verdictId, { decision: verdict.decision, isReviewed: false });
  if (reviewPartition !== null) item.reviewPartition = reviewPartition;
  return item;
}

/** The verdict that an item of the table holds. */
export function fromVerdictItem(item: Record<string, unknown>): Verdict {
  const verdict: Partial<VerdictItem> = { ...item };
  delete verdict.expiresAt;
  delete verdict.reviewPartition;
  return verdict as Verdict;
}
