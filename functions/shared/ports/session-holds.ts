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
}

/** Legal holds of sessions. */
export interface SessionHolds {
  /** Consistent; null when there is no such session. */
  find(sessionId: string): Promise<HoldState | null>;
  /**
   * Sets or lifts the hold of the session itself: what arrives from then on is held, or is not. False when somebody else has changed it since it was
   * seen, or the session is gone.
   */
  change(seen: HoldState, hold: LegalHold | null, changeId: string): Promise<boolean>;
  /** Notes that a change has reached everything, unless there has been another since. */
  markApplied(sessionId: string, changeId: string): Promise<void>;
}

/** What belongs to a session and has a retention of its own. */
export interface SessionEvidence {
  /** A page of what is left of a kind, and where the next one begins; null at the end. */
  page(session: HoldState, kind: EvidenceKind, after: string | null): Promise<{ items: EvidenceItem[]; next: string | null }>;
  /** Keeps an item for as long as there is a hold, or lets it expire with its retention. One that has expired stays gone. */
  setHeld(item: EvidenceItem, isHeld: boolean): Promise<void>;
}

export const EVIDENCE_KINDS = ['verdict', 'review', 'execution', 'frame'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** `since`: what its retention counts from; ISO 8601. A frame's is that of its object. */
export type EvidenceItem = { kind: 'verdict' | 'review' | 'execution'; key: Record<string, string | number>; since: string } | { kind: 'frame'; key: string };
