import type { Incident } from './incidents/incident.ts';

/** A candidate's exam, or one person's frames of one day that belong to none. */
export interface Session {
  sessionId: string;
  /** What the candidate named it; null for an ad-hoc session. */
  examId: string | null;
  candidate: { sub: string; email: string | null };
  /** Who has to be in front of the camera: the registered person whose external id is the candidate's e-mail; null when there is none. */
  expected: { externalImageId: string } | null;
  state: 'open' | 'ended';
  startedAt: string;
  endedAt: string | null;
  endReason: EndReason | null;
  counters: SessionCounters;
  /** First to last by their start. */
  incidents: Incident[];
  /** The version of the text that the candidate agreed to; null for an ad-hoc session. */
  consentVersion: string | null;
  /** The last frame on record; null before the first. */
  lastVerdict: { verdictId: string; sequence: number; decision: 'clear' | 'flagged' | 'inconclusive'; receivedAt: string } | null;
  /** What closes the chain, once the session has ended. */
  seal: Seal | null;
  /** Suspends the retention of everything that belongs to the session; null when there is none. */
  legalHold: LegalHold | null;
  /** What its candidate says of it; null when they say nothing. */
  note: SessionNote | null;
  /** Until when it is kept, and everything that belongs to it; ISO 8601 UTC. Counted from its start. Null under a legal hold: for as long as that lasts. */
  retainedUntil: string | null;
}

export interface SessionNote {
  /** 1 to 2,000 characters. */
  text: string;
  writtenAt: string;
}

/** Why a session ended: its candidate ended it; the day of an ad-hoc one was over; no frame came for a day. */
export type EndReason = 'CANDIDATE' | 'DAY_OVER' | 'ABANDONED';

/** Verdicts by their decision. */
export interface SessionCounters {
  clear: number;
  flagged: number;
  inconclusive: number;
}

export interface LegalHold {
  reason: string;
  /** The `sub` of who set it. */
  heldBy: string;
  heldAt: string;
}

/** What is signed of a session: how many verdicts it has and the hash of the last. Nothing can be added, taken away or reordered unseen. */
export interface SealStatement {
  sessionId: string;
  count: number;
  /** Null when there is no verdict. */
  head: string | null;
}

/** A signed statement; the signature is over its canonical JSON (RFC 8785). */
export interface Seal extends SealStatement {
  signedAt: string;
  signature: StatementSignature;
}

export interface StatementSignature {
  /** The key's ARN. */
  keyId: string;
  /** As AWS KMS names it: ECDSA on P-256 over SHA-256, in DER. */
  algorithm: 'ECDSA_SHA_256';
  /** Base64 of the DER signature. */
  value: string;
}

/** The session of frames that belong to none: one for each person and day (UTC). */
export function adHocSessionId(sub: string, receivedAt: string): string {
  return `adhoc-${sub}-${dayOf(receivedAt)}`;
}

/** Whether a session is one person's of one day rather than an exam's. */
export function isAdHoc({ examId }: Pick<Session, 'examId'>): boolean {
  return examId === null;
}

/** The day (UTC) of an ISO 8601 time, as yyyy-mm-dd. */
export function dayOf(time: string): string {
  return time.slice(0, 10);
}

/** The month (UTC) of an ISO 8601 time, as yyyy-mm. */
export function monthOf(time: string): string {
  return time.slice(0, 7);
}
