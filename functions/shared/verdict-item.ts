import type { ChainSeal } from '../../domain/chain.ts';
import type { RecordedVerdict } from '../../domain/erasure/redacted-verdict.ts';
import type { Signal } from '../../domain/incidents/incident.ts';
import { signalsOfChecks } from '../../domain/incidents/signals.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { reviewPartitionOf } from './review-partition.ts';

/** A verdict as it is stored: its own fields, and beside them, outside the hash, what the table needs. */
export type VerdictItem = Verdict & {
  /** That of its session, in seconds since 1970; not there under a legal hold. */
  expiresAt?: number;
  /** Present where somebody should look at it, or has: its index holds nothing else. */
  reviewPartition?: string;
  /** What its checks say: for the index of the timeline, which holds no checks. */
  signals: Signal[];
};

/** @param expiresAt its session's; null under a legal hold, which suspends the retention */
export function toVerdictItem(verdict: Verdict, expiresAt: number | null): VerdictItem {
  const item: VerdictItem = { ...verdict, signals: signalsOf(verdict) };
  if (expiresAt !== null) item.expiresAt = expiresAt;
  const reviewPartition = reviewPartitionOf({ decision: verdict.decision, isReviewed: false });
  if (reviewPartition !== null) item.reviewPartition = reviewPartition;
  return item;
}

/** The attribute `signals` of a record: it follows from what an erasure leaves, too. */
export function signalsOf({ checks }: RecordedVerdict): Signal[] {
  return [...signalsOfChecks(checks)];
}

/** The verdict that an item of the table holds. */
export function fromVerdictItem(item: Record<string, unknown>): Verdict {
  const verdict: Partial<VerdictItem> = { ...item };
  delete verdict.expiresAt;
  delete verdict.reviewPartition;
  delete verdict.signals;
  return verdict as Verdict;
}

/** What closes a chain, as it is stored among the verdicts; their indexes do not hold it. It expires with them. */
export function toSealItem(seal: ChainSeal, expiresAt: number | null): ChainSeal & { expiresAt?: number } {
  return expiresAt === null ? seal : { ...seal, expiresAt };
}

/** The seal that an item of the table holds; null when it holds a verdict. */
export function fromSealItem(item: Record<string, unknown>): ChainSeal | null {
  if (item.recordType !== 'seal') return null;
  const seal: Partial<ChainSeal & { expiresAt: number }> = { ...item };
  delete seal.expiresAt;
  return seal as ChainSeal;
}
