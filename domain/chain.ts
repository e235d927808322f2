import { sha256OfCanonicalJson } from './canonical-json.ts';
import type { EndReason } from './session.ts';
import type { Verdict } from './verdict.ts';

/** The last verdict of a session: what the next one follows. */
export interface ChainHead {
  sequence: number;
  hash: string;
}

/** What closes a session's chain: it takes the place behind the last verdict, so that no other can. */
export interface ChainSeal {
  sessionId: string;
  /** One more than the last verdict's. */
  sequence: number;
  /** Tells it from the verdicts, which have no such field. */
  recordType: 'seal';
  /** How many verdicts there are. */
  count: number;
  /** The hash of the last of them; null when there is none. */
  head: string | null;
  endedAt: string;
  endReason: EndReason;
}

/** A verdict's hash: the SHA-256 of its canonical JSON (RFC 8785) without `hash`, with `previousHash`. */
export function hashVerdict(verdict: Omit<Verdict, 'hash'>): string {
  const record: Partial<Verdict> = { ...verdict };
  delete record.hash;
  return sha256OfCanonicalJson(record);
}

/** Where and how a session's chain first breaks. */
export interface BrokenLink {
  /** Index into the verdicts given, in their order. */
  index: number;
  problem: 'SEQUENCE' | 'PREVIOUS_HASH' | 'HASH';
}

/** The first broken link of a whole session's verdicts, first to last; null when the chain holds. */
export function findBrokenLink(verdicts: readonly Verdict[]): BrokenLink | null {
  let previousHash: string | null = null;
  for (const [index, verdict] of verdicts.entries()) {
    if (verdict.sequence !== index + 1) return { index, problem: 'SEQUENCE' };
    if (verdict.previousHash !== previousHash) return { index, problem: 'PREVIOUS_HASH' };
    if (verdict.hash !== hashVerdict(verdict)) return { index, problem: 'HASH' };
    previousHash = verdict.hash;
  }
  return null;
}
