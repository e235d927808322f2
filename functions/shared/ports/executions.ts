import type { Decision } from '../../../domain/decision.ts';

/** The one list of the state machines whose executions are on record. */
export const MACHINES = ['verify-frame', 'register-face', 'register-bulk'] as const;
export type Machine = (typeof MACHINES)[number];
export const EXECUTION_STATUSES = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT'] as const;
export type ExecutionStatus = (typeof EXECUTION_STATUSES)[number];

/** The list of all executions, failures included: Express has none of its own. */
export interface ExecutionRecord {
  /** The verdictId or registrationId. */
  executionName: string;
  machine: Machine;
  status: ExecutionStatus;
  /** The `sub` of the person who asked for it. */
  owner: string;
  imageSha256: string;
  /** Of everything that was asked for, where that is more than an image: 64 hexadecimal digits; null else. */
  requestSha256?: string | null;
  startDate: string;
  /** Tells one starter's claim from another's. */
  claimId: string;
  stopDate: string | null;
  executionArn: string | null;
  error: string | null;
  /** The session of the frame; null for a registration. */
  sessionId: string | null;
  /** Where in the session its verdict is; null until it is known to be recorded. */
  sequence: number | null;
  /** That of the verdict, once it is known to be recorded; null for everything else. */
  decision: Decision | null;
}

export type Claim = Pick<ExecutionRecord, 'executionName' | 'machine' | 'owner' | 'imageSha256' | 'requestSha256' | 'startDate' | 'claimId' | 'sessionId'> & {
  /** Of the execution that is going to be started, where it is known before: whoever finds the claim can ask how it went. */
  executionArn?: string;
  /** When the frame's session may go, in seconds since 1970, and this with it; null under a legal hold. What belongs to none has a retention of its own. */
  expiresAt?: number | null;
};
export type Closing = { status: Exclude<ExecutionStatus, 'RUNNING'>; stopDate: string } & Partial<Pick<ExecutionRecord, 'executionArn' | 'error' | 'sequence' | 'decision'>>;

/** Which executions to list; null is any. */
export interface ExecutionFilter {
  machines: readonly Machine[] | null;
  status: ExecutionStatus | null;
  /** Of the recorded verdict. */
  decision: Decision | null;
  sessionId: string | null;
  /** Asked for by one of these, by their `sub`. */
  owners: readonly string[] | null;
  /** Started at or after; ISO 8601. */
  from: string | null;
  /** Started at or before; ISO 8601. */
  to: string | null;
}

export interface ExecutionPage {
  items: ExecutionRecord[];
  nextCursor: string | null;
}

export interface Executions {
  /** Claims a name for one starter alone. False when it is already there. */
  claim(claim: Claim): Promise<boolean>;
  find(executionName: string): Promise<ExecutionRecord | null>;
  /** Takes over a claim that failed or went stale, unless somebody else was faster: then false. */
  reclaim(seen: ExecutionRecord, claim: Claim): Promise<boolean>;
  /** Newest first. A cursor stays good while new executions arrive and others end. A page may have less than there are; the last has no cursor. */
  list(filter: ExecutionFilter, cursor: string | null): Promise<ExecutionPage>;
  /** Closes a claim; one that was taken over meanwhile is left as it is. */
  close(claim: Pick<Claim, 'executionName' | 'machine' | 'claimId'>, closing: Closing): Promise<void>;
}
