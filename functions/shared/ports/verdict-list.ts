import type { Decision } from '../../../domain/decision.ts';
import type { Verdict } from '../../../domain/verdict.ts';

/** Which verdicts to list; null is any. */
export interface VerdictFilter {
  decision: Decision | null;
  isReviewed: boolean | null;
  sessionId: string | null;
  /** On frames of one of these, by their `sub`. */
  owners: readonly string[] | null;
  /** Of frames received at or after; ISO 8601. */
  from: string | null;
  /** Of frames received at or before; ISO 8601. */
  to: string | null;
}

export interface VerdictList {
  /** Newest first. A cursor stays good while new verdicts arrive. A page may have less than there are; the last has no cursor. */
  list(filter: VerdictFilter, cursor: string | null): Promise<{ items: Verdict[]; nextCursor: string | null }>;
}
