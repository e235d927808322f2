import type { LegalHold } from '../../../domain/session.ts';

/** Whether a session is under a legal hold, and whether everything that belongs to it has been brought to that. */
export interface HoldState {
  sessionId: string;
  hold: LegalHold | null;
  /** Of the last change; null where there never was one. */
  changeId: string | null;
  isApplied: boolean;
  startedAt: string;
  endedAt: string | null;
  /** When the session, and all that belongs to it, may go, in seconds since 1970; null while it is held. */
  expiresAt: number | null;
}

/** Legal holds of sessions. */
export interface SessionHolds {
  /** Consistent; null when there is no such session, or it has expired. */
  find(sessionId: string): Promise<HoldState | null>;
  /**
   * Sets or lifts the hold of the session itself: what arrives from then on is held, or is not. False when somebody else has changed it since it was
   * seen, or the session is gone.
   */
  change(seen: HoldState, hold: LegalHold | null, changeId: string): Promise<boolean>;
  /** Notes that a change has reached everything, unless there has been another since. */
  markApplied(sessionId: string, changeId: string): Promise<void>;
}

/** What belongs to a session and expires with it. */
export interface SessionEvidence {
  /** A page of what is left of a kind, and where the next one begins; null at the end. */
  page(session: HoldState, kind: EvidenceKind, after: string | null): Promise<{ items: EvidenceItem[]; next: string | null }>;
  /**
   * Says until when an item is kept. One that has gone stays gone.
   * @param expiresAt the session's; null for as long as there is a hold
   */
  setExpiry(item: EvidenceItem, expiresAt: number | null): Promise<void>;
}

export const EVIDENCE_KINDS = ['verdict', 'review', 'execution', 'frame'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** A frame's retention is that of its object, which is younger than its session. */
export type EvidenceItem = { kind: 'verdict' | 'review' | 'execution'; key: Record<string, string | number> } | { kind: 'frame'; key: string };
