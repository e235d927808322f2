import { createHash } from 'node:crypto';
import { dayOf } from '../../domain/session.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { expiryOf } from './retention.ts';

/** Flagged and inconclusive verdicts of one day spread over this many index partitions, for one takes 1,000 writes a second. */
export const REVIEW_SHARDS = 8;

/** A verdict as it is stored: its own fields, and beside them, outside the hash, what the table needs. */
export type VerdictItem = Verdict & {
  /** Seconds since 1970. */
  expiresAt: number;
  /** `day#decision#shard`: present where somebody should look at it, so that its index holds nothing else. */
  reviewPartition?: string;
};

export function toVerdictItem(verdict: Verdict, retentionDays: number): VerdictItem {
  const item: VerdictItem = { ...verdict, expiresAt: expiryOf(verdict.receivedAt, retentionDays) };
  if (verdict.decision !== 'clear') item.reviewPartition = `${dayOf(verdict.receivedAt)}#${verdict.decision}#${String(shardOf(verdict.verdictId))}`;
  return item;
}

/** The verdict that an item of the table holds. */
export function fromVerdictItem(item: Record<string, unknown>): Verdict {
  const verdict: Partial<VerdictItem> = { ...item };
  delete verdict.expiresAt;
  delete verdict.reviewPartition;
  return verdict as Verdict;
}

function shardOf(verdictId: string): number {
  return createHash('sha256').update(verdictId).digest().readUInt8(0) % REVIEW_SHARDS;
}
