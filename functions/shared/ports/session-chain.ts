import type { ChainSeal } from '../../../domain/chain.ts';
import type { RecordedVerdict } from '../../../domain/erasure/redacted-verdict.ts';

/** A session's verdicts, first to last, as far as they have not been erased, and the seal that closes them. All reads are consistent. Whether they are still kept, their session's row says: it expires in the same moment. */
export interface SessionChain {
  /** The last verdict, or the seal behind it; null when there is neither. */
  last(sessionId: string): Promise<ChainLink | null>;
  /** A stretch of what stands behind a place, in order. */
  readAfter(sessionId: string, sequence: number): Promise<ChainStretch>;
  /**
   * Puts the seal into its place, unless something stands there: then false.
   * @param expiresAt the session's; null under a legal hold
   */
  seal(seal: ChainSeal, expiresAt: number | null): Promise<boolean>;
  /** A page of the verdicts, well below what a function may answer. */
  list(sessionId: string, page: ChainPage): Promise<{ items: RecordedVerdict[]; nextCursor: string | null }>;
}

/** Which verdicts of a session are asked for. */
export interface ChainPage {
  order: 'asc' | 'desc';
  /** Begins behind the verdict with this sequence; null: with the first, or last. */
  after: number | null;
  /** Null for as many as a page has. */
  limit: number | null;
  /** Counts more than `after`. */
  cursor: string | null;
}

export type ChainLink = { verdict: RecordedVerdict; seal: null } | { verdict: null; seal: ChainSeal };

export interface ChainStretch {
  verdicts: RecordedVerdict[];
  /** Where it comes next. */
  seal: ChainSeal | null;
  /** Whether nothing stood behind it when it was read. */
  isLast: boolean;
}
