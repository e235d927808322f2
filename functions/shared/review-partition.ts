import { createHash } from 'node:crypto';
import type { Decision } from '../../domain/decision.ts';

/** Verdicts of one kind spread over this many partitions of their index, for one takes 1,000 writes a second. */
const SHARDS = 4;

/** Whether somebody has looked at a verdict, and what it had decided. */
interface ReviewState {
  decision: Decision;
  isReviewed: boolean;
}

/** The partition of the review index that a verdict stands in. A clear one stands in none until it is reviewed, so that the index stays small. */
export function reviewPartitionOf(verdictId: string, state: ReviewState): string | null {
  if (state.decision === 'clear' && !state.isReviewed) return null;
  return nameOf(state, createHash('sha256').update(verdictId).digest().readUInt8(0) % SHARDS);
}

/** All partitions of the review index in which verdicts of this kind stand. */
export function reviewPartitionsOf(state: ReviewState): string[] {
  return Array.from({ length: SHARDS }, (_, shard) => nameOf(state, shard));
}

function nameOf({ decision, isReviewed }: ReviewState, shard: number): string {
  return `${isReviewed ? 'reviewed' : 'unreviewed'}#${decision}#${String(shard)}`;
}
