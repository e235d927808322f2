import type { StatementSignature } from '../session.ts';

/** Whom an erasure concerns, by ids alone: what they were called, and their e-mail, is what is erased. */
export interface ErasureSubject {
  /** The registered person; null when there is none. */
  externalImageId: string | null;
  /** The accounts by which they sat exams. */
  candidateSubs: string[];
}

/** How much was removed, or taken out of what stays. */
export interface ErasureCounts {
  faces: number;
  photos: number;
  personRows: number;
  importRows: number;
  matchReports: number;
  sessions: number;
  verdicts: number;
  frames: number;
  exports: number;
  reviews: number;
  executions: number;
  /** Verdicts on other people's frames in which this person was recognised. */
  matches: number;
}

export const NO_COUNTS: ErasureCounts = { faces: 0, photos: 0, personRows: 0, importRows: 0, matchReports: 0, sessions: 0, verdicts: 0, frames: 0, exports: 0, reviews: 0, executions: 0, matches: 0 };

/**
 * What an erasure cannot reach, and until when it stays: logs of executions hold the recognised name and ids until their retention is over; backups are
 * overwritten within 35 days; the account belongs to the user pool; the audit log holds ids until its retention is over; a session's id may hold the account's id.
 */
export const NOT_ERASED = ['EXECUTION_LOGS_UNTIL_RETENTION', 'BACKUPS_UNTIL_35_DAYS', 'USER_POOL_ACCOUNT', 'AUDIT_LOG_IDS_UNTIL_RETENTION', 'SESSION_IDS', 'FRAMES_OF_OTHER_PEOPLE'] as const;

/** What an erasure has done, as it is signed. */
export interface ErasureReceipt {
  erasureId: string;
  subject: ErasureSubject;
  requestedAt: string;
  finishedAt: string;
  removed: ErasureCounts;
  /** Sessions that came under a legal hold meanwhile, and were left as they are. */
  heldSessions: string[];
  notErased: readonly string[];
}

export interface Erasure {
  erasureId: string;
  state: 'RUNNING' | 'DONE';
  subject: ErasureSubject;
  /** The `sub` of the administrator. */
  requestedBy: string;
  requestedAt: string;
  /** Null until it is done. */
  receipt: ErasureReceipt | null;
  /** Over the receipt's canonical JSON. */
  signature: StatementSignature | null;
}
