import type { Erasure, ErasureReceipt } from '../../../domain/erasure/erasure.ts';
import type { RecordedVerdict, RedactedVerdict } from '../../../domain/erasure/redacted-verdict.ts';
import type { StatementSignature } from '../../../domain/session.ts';

export interface Erasures {
  /** False when there is one of this id already. @param requestSha256 tells whether a request repeats an earlier one */
  create(erasure: Erasure, requestSha256: string): Promise<boolean>;
  find(erasureId: string): Promise<(Erasure & { requestSha256: string }) | null>;
  /** Ends it with its signed receipt; ended again, the first receipt stays. */
  finish(erasureId: string, receipt: ErasureReceipt, signature: StatementSignature): Promise<void>;
}

/** A session as an erasure finds it. */
export interface ErasableSession {
  sessionId: string;
  candidateSub: string;
  isHeld: boolean;
  startedAt: string;
  endedAt: string | null;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

/** What is on record about people, and how it is taken out of there. Every removal may be repeated. */
export interface PersonalRecords {
  /** Who has registered faces under an external id, which is a candidate's e-mail; null when nobody has. */
  registeredUnder(externalId: string): Promise<string | null>;
  /** The external id of a registered person; null when there is none. */
  externalIdOf(externalImageId: string): Promise<string | null>;
  /** The accounts that sat exams under an e-mail. */
  subsOf(email: string): Promise<string[]>;
  /** Sessions of an account that are left. */
  sessionsOf(candidateSub: string): Promise<ErasableSession[]>;
  findSession(sessionId: string): Promise<ErasableSession | null>;
  /** A stretch of a session's verdicts behind a sequence, consistently. */
  verdictsAfter(sessionId: string, sequence: number, limit: number): Promise<RecordedVerdict[]>;
  /** Puts what is left of a verdict in its place. False when it is gone. */
  redact(verdict: RedactedVerdict): Promise<boolean>;
  /** Verdicts in which a registered person was recognised, looked for in a part of the whole table. */
  scanMatches(externalImageId: string, after: string | null): Promise<Page<RecordedVerdict>>;
  /** Each answers how many there were. */
  removeFrames(session: ErasableSession): Promise<number>;
  removeExports(sessionId: string): Promise<number>;
  clearReviews(sessionId: string): Promise<number>;
  /** Executions of an account: its id and its images' digests. */
  clearExecutions(owner: string, erasureId: string): Promise<number>;
  /** How many frames a person may send: it says when they last did. */
  removeAllowance(sub: string): Promise<void>;
  clearImportRows(externalImageId: string): Promise<number>;
  removeMatchReports(externalImageId: string): Promise<number>;
  /** Last of what there is of a session: from then on it is nobody's. */
  clearSession(session: ErasableSession, erasureId: string): Promise<void>;
}
