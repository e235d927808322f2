import { canonicalJson } from '../canonical-json.ts';
import type { StatementSignature } from '../session.ts';
import { EXPORT_FORMAT, type HeaderRecord, type ListedRecord, type Manifest, type ManifestRecord } from './export-record.ts';
import { SectionDigests } from './section-digests.ts';

/**
 * Writes an export as JSON Lines: one record a line, in canonical JSON (RFC 8785), so that neither end ever needs more of it than a line.
 *
 * @example
 * const writer = new ExportWriter(header);
 * yield writer.line({ record: 'session', session });
 * yield writer.lastLine(manifest, await signer.sign(manifest));
 */
export class ExportWriter {
  readonly #digests = new SectionDigests();
  readonly #header: HeaderRecord;

  constructor(header: HeaderRecord) {
    this.#header = header;
  }

  /** A record's line. Records come in the order of the sections, the header first. */
  line(record: ListedRecord): string {
    const line = canonicalJson(record);
    this.#digests.add(record.record, line);
    return `${line}\n`;
  }

  /** What is to be signed, once everything else is written. */
  manifest(): Manifest {
    const { sessionId, exportedAt } = this.#header;
    return { format: EXPORT_FORMAT, sessionId, exportedAt, sections: this.#digests.end() };
  }

  lastLine(manifest: Manifest, signature: StatementSignature): string {
    return `${canonicalJson({ record: 'manifest', manifest, signature } satisfies ManifestRecord)}\n`;
  }
}
