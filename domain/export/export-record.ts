import type { SignedReceipt } from '../erasure/receipt.ts';
import type { RecordedVerdict } from '../erasure/redacted-verdict.ts';
import type { HistoryEvent } from '../history.ts';
import type { Incident } from '../incidents/incident.ts';
import type { Review } from '../review.ts';
import type { Seal, Session, StatementSignature } from '../session.ts';

/** Names the form of the file, and its version. */
export const EXPORT_FORMAT = 'invigil-export/1';

export const EXPORT_MEDIA_TYPE = 'application/x-ndjson';

/** Which frames an export brings as bytes: none, those that an incident cites, all. Of every frame it says the SHA-256. */
export const FRAME_OPTIONS = ['none', 'cited', 'all'] as const;
export type FrameOption = (typeof FRAME_OPTIONS)[number];

/** Whom an export is for. Reviews and the histories of executions are auditors' business: a candidate's own export has none. */
export const AUDIENCES = ['auditor', 'candidate'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** The kinds of records, in the order in which an export has them. Of `header`, `session`, `seal` and `manifest` there is one each. */
export const SECTIONS = ['header', 'session', 'incident', 'verdict', 'receipt', 'review', 'execution', 'frame', 'seal', 'manifest'] as const;
export type Section = (typeof SECTIONS)[number];

/** All but the last: what the manifest is over. */
export const LISTED_SECTIONS = SECTIONS.slice(0, -1) as Exclude<Section, 'manifest'>[];

export interface HeaderRecord {
  record: 'header';
  format: typeof EXPORT_FORMAT;
  sessionId: string;
  exportedAt: string;
  frames: FrameOption;
  audience: Audience;
  /** The ARN of the key that has signed. */
  keyId: string;
  /** Base64 of its DER SubjectPublicKeyInfo. Whoever could replace the file could replace this: pin the key to be sure whose it is. */
  publicKey: string;
}

export interface SessionRecord {
  record: 'session';
  session: Session;
}

export interface IncidentRecord {
  record: 'incident';
  incident: Incident;
}

/** Lets redacted records of this session stand in for those that were hashed. */
export interface ReceiptRecord extends SignedReceipt {
  record: 'receipt';
}

export interface VerdictRecord {
  record: 'verdict';
  verdict: RecordedVerdict;
}

export interface ReviewRecord {
  record: 'review';
  review: Pick<Review, 'verdictId'> & Partial<Review>;
}

/** An execution of the session's, failed ones included. */
export interface ExecutionRecord {
  record: 'execution';
  execution: { name: string } & Record<string, unknown>;
  /** Its events; null when its log has none any more, or has not got them yet, and in a candidate's export. */
  history: HistoryEvent[] | null;
  /** Of the history's canonical JSON; null when there is none. */
  historySha256: string | null;
}

export interface FrameRecord {
  record: 'frame';
  verdictId: string;
  sequence: number;
  key: string;
  sha256: string;
  /** `left-out` where it was not asked for; `absent` when it has expired or was erased. */
  state: 'included' | 'left-out' | 'absent';
  /** Base64; null unless it is included. */
  bytes: string | null;
}

export interface SealRecord {
  record: 'seal';
  /** The session's own, or, as long as it is open, one of the moment of the export. */
  seal: Seal;
}

export interface ManifestRecord {
  record: 'manifest';
  manifest: Manifest;
  /** Over the manifest's canonical JSON. */
  signature: StatementSignature;
}

/** What holds an export together: of each section how many records it has, and the SHA-256 of its lines. */
export interface Manifest {
  format: typeof EXPORT_FORMAT;
  sessionId: string;
  exportedAt: string;
  /** In the order of {@link LISTED_SECTIONS}, all of them. */
  sections: SectionDigest[];
}

export interface SectionDigest {
  section: Section;
  count: number;
  /** Over the section's lines in UTF-8, each with its line feed: 64 hexadecimal digits. */
  sha256: string;
}

export type ListedRecord = HeaderRecord | SessionRecord | IncidentRecord | ReceiptRecord | VerdictRecord | ReviewRecord | ExecutionRecord | FrameRecord | SealRecord;
export type ExportRecord = ListedRecord | ManifestRecord;
