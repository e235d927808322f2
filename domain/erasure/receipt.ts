import type { StatementSignature } from '../session.ts';

/**
 * A signed part of an erasure's receipt: which records of one session it has changed. It lets the chain be verified past them, and holds no
 * personal data beyond ids.
 */
export interface RedactionReceipt {
  erasureId: string;
  sessionId: string;
  /** From 1, for a session with many records has several parts. */
  part: number;
  redactedAt: string;
  records: RedactedRecord[];
}

export interface RedactedRecord {
  sequence: number;
  /** As it was recorded: what the next record's `previousHash` says. */
  hash: string;
  /** Of what is left. */
  redactedHash: string;
}

export interface SignedReceipt {
  receipt: RedactionReceipt;
  signature: StatementSignature;
}

/** Records in one part: an item of DynamoDB holds 400 KB. */
export const RECORDS_PER_PART = 1_000;
