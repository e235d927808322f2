import type { Decision } from '../../../domain/decision.ts';
import type { IncidentMoment } from '../../../domain/incidents/incidents-at.ts';
import type { SessionProgress } from '../../../domain/incidents/session-progress.ts';
import type { EndReason, Seal, Session, SessionNote } from '../../../domain/session.ts';

/**
 * A session as it is kept: with what its verdicts came to so far in place of what is shown of it. It follows the chain of its verdicts, which is
 * the truth, and may be behind it for a while: `progress.lastSequence` says how far it has come.
 */
export type SessionRecord = Omit<Session, 'counters' | 'incidents' | 'retainedUntil'> & {
  progress: SessionProgress;
  /** When it and everything that belongs to it may go, in seconds since 1970: one moment for all. Null under a legal hold. */
  expiresAt: number | null;
  /** In force when it began: what is said of it as long as it has no frame. */
  firstPolicy: IncidentMoment['policy'];
};

export type NewSession = Pick<SessionRecord, 'sessionId' | 'examId' | 'candidate' | 'expected' | 'consentVersion' | 'startedAt' | 'firstPolicy'>;

/** How far a session has come. */
export type SessionAdvance = Pick<SessionRecord, 'progress' | 'lastVerdict'>;

/** Which sessions to list. */
export interface SessionFilter {
  /** Started at or after; null: from the first on where a person or the open ones are asked for, else of the last 30 days. ISO 8601 UTC. */
  from: string | null;
  /** Started at or before; ISO 8601 UTC. */
  to: string | null;
  state: 'open' | 'ended' | null;
  /** With at least one verdict of this decision. */
  decision: Decision | null;
  /** A candidate's `sub` or e-mail. */
  person: string | null;
}

export interface Sessions {
  /** Consistent; null also for text that is no session's id, and for one that has expired. */
  find(sessionId: string): Promise<SessionRecord | null>;
  /** False when there is one of this id already. */
  create(session: NewSession): Promise<boolean>;
  /** Moves an open session on, unless somebody else has: then false. */
  advance(seen: SessionRecord, to: SessionAdvance): Promise<boolean>;
  /** Ends an open session where its chain ends, unless somebody else has moved it: then false. */
  end(seen: SessionRecord, to: SessionAdvance & { endedAt: string; endReason: EndReason }): Promise<boolean>;
  /** Keeps the signed seal of an ended session, unless it has one: then false. It is finished, and no longer among those that are not. */
  finish(sessionId: string, seal: Seal): Promise<boolean>;
  /** Keeps what its candidate says of a session, open or ended; null removes it. False when it is not, or no longer, theirs. */
  writeNote(sessionId: string, candidateSub: string, note: SessionNote | null): Promise<boolean>;
  /**
   * Newest first. A cursor stays good while new sessions arrive.
   * @param limit how many at most; where it is left out, as many as are cheap to read
   */
  list(filter: SessionFilter, cursor: string | null, limit?: number | null): Promise<{ items: SessionRecord[]; nextCursor: string | null }>;
  /** Those that are open, or ended without a signature, oldest first; one that began or ended a moment ago may be missing or still there. */
  unfinished(): AsyncIterable<UnfinishedSession>;
}

export type UnfinishedSession = Pick<SessionRecord, 'sessionId' | 'startedAt' | 'state'>;
