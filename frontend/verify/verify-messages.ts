import type { ExportFacts } from '../../domain/export/export-verifier.ts';
import type { Finding } from '../../domain/export/finding.ts';

/** What the page has the worker verify. */
export interface VerifyRequest {
  file: Blob;
  /** The key that must have signed, base64 of its DER SubjectPublicKeyInfo; null believes the file's own. */
  pinnedKey: string | null;
}

export interface VerifiedExport {
  /** The first thing that is wrong; null where nothing is. */
  finding: Finding | null;
  facts: ExportFacts;
}

export type VerifyAnswer = { kind: 'progress'; readBytes: number } | ({ kind: 'done' } & VerifiedExport) | { kind: 'failed'; reason: 'LINE_TOO_LONG' | 'UNREADABLE' };
