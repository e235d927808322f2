import type { Section } from './export-record.ts';

/** What can be wrong with an export. */
export type Problem =
  | 'NOT_UTF8'
  | 'NOT_JSON'
  | 'NOT_CANONICAL'
  | 'NOT_A_RECORD'
  | 'ORDER'
  | 'TRUNCATED'
  | 'TRAILING_DATA'
  | 'KEY'
  | 'SESSION_ID'
  | 'SEQUENCE'
  | 'PREVIOUS_HASH'
  | 'HASH'
  | 'REDACTED_WITHOUT_RECEIPT'
  | 'REDACTED_HASH'
  | 'RECEIPT_SIGNATURE'
  | 'COUNT'
  | 'HEAD'
  | 'SEAL'
  | 'SEAL_SIGNATURE'
  | 'HISTORY'
  | 'FRAME'
  | 'FRAME_BYTES'
  | 'MANIFEST'
  | 'MANIFEST_SECTION'
  | 'MANIFEST_SIGNATURE';

/** The first thing that is wrong with an export. */
export interface Finding {
  problem: Problem;
  /** For people: what was expected, and what is there. */
  message: string;
  /** From 1; null where the whole file is meant. */
  line: number | null;
  section: Section | null;
  /** Which record of the session, where it is one of a verdict, a frame or an execution. */
  sequence: number | null;
  verdictId: string | null;
  /** From the beginning of the file; null where no byte in particular is at fault. */
  offsetBytes: number | null;
}

/** What was found, before it is known where. */
export type Flaw = Pick<Finding, 'problem' | 'message'> & Partial<Pick<Finding, 'sequence' | 'verdictId' | 'offsetBytes'>>;
