import { sha256OfCanonicalJson } from '../canonical-json.ts';
import { ChainCheck } from './chain-check.ts';
import { SECTIONS, type ExecutionRecord, type ExportRecord, type HeaderRecord, type ListedRecord, type Section, type SessionRecord } from './export-record.ts';
import { flaw, type Finding, type Flaw } from './finding.ts';
import { FrameCheck } from './frame-check.ts';
import { manifestFlaw } from './manifest-check.ts';
import { parseLine } from './parse-line.ts';
import { shapeProblem } from './record-schemas.ts';
import { SectionDigests } from './section-digests.ts';
import { isPublicKey } from './verify-signature.ts';

/** Records of which there is exactly one. */
const SINGLE: readonly Section[] = ['header', 'session', 'seal', 'manifest'];

/** What an export says of itself, as far as it was read. */
export interface ExportFacts {
  header: HeaderRecord | null;
  sessionState: 'open' | 'ended' | null;
  verdictCount: number;
  /** Of them, out of which something was erased. */
  redactedCount: number;
  includedFrameCount: number;
  executionCount: number;
  /** Executions without their events: the log had none any more, or not yet. */
  missingHistoryCount: number;
}

/**
 * Verifies an export line by line, offline: that nothing in it was changed, removed, added, moved or exchanged since it was signed, down to a byte. It
 * stops at the first thing that is wrong. That the key is Invigil's is for its reader to know: pass the one that they have from elsewhere.
 *
 * @example
 * const verifier = new ExportVerifier({ pinnedKey: null });
 * for (const line of lines) if (verifier.line(line) !== null) break;
 * const finding = verifier.end();
 */
export class ExportVerifier {
  readonly #pinnedKey: string | null;
  readonly #digests = new SectionDigests();
  readonly #frames = new FrameCheck();
  #chain: ChainCheck | null = null;
  #header: HeaderRecord | null = null;
  #session: SessionRecord | null = null;
  #section: Section | null = null;
  #lineNumber = 0;
  #offsetBytes = 0;
  #executionCount = 0;
  #missingHistoryCount = 0;
  #finding: Finding | null = null;

  /** @param pinnedKey the public key that must have signed, base64 of its DER SubjectPublicKeyInfo; null believes the file's own */
  constructor({ pinnedKey }: { pinnedKey: string | null }) {
    this.#pinnedKey = pinnedKey;
  }

  get facts(): ExportFacts {
    return {
      header: this.#header,
      sessionState: this.#session?.session.state ?? null,
      verdictCount: this.#chain?.count ?? 0,
      redactedCount: this.#chain?.redactedCount ?? 0,
      includedFrameCount: this.#frames.includedCount,
      executionCount: this.#executionCount,
      missingHistoryCount: this.#missingHistoryCount,
    };
  }

  /**
   * Takes the next line and answers what is wrong, at the first time that something is.
   * @param line without its line feed
   */
  line(line: Uint8Array): Finding | null {
    if (this.#finding !== null) return this.#finding;
    this.#lineNumber += 1;
    const parsed = parseLine(line);
    const found = 'flaw' in parsed ? parsed.flaw : this.#recordFlaw(parsed.record, line);
    if (found !== null) this.#finding = this.#place(found, 'record' in parsed ? parsed.record.record : null);
    this.#offsetBytes += line.length + 1;
    return this.#finding;
  }

  /**
   * What is wrong with the whole; null when nothing is.
   * @param rest bytes behind the last line feed, of which there must be none
   */
  end(rest: Uint8Array = new Uint8Array()): Finding | null {
    if (this.#finding !== null) return this.#finding;
    if (this.#section !== 'manifest') return this.#whole(flaw('endsEarly', {}));
    if (rest.length > 0) return this.#whole(flaw('bytesBehindEnd', {}, { offsetBytes: this.#offsetBytes }));
    return null;
  }

  #recordFlaw(record: ExportRecord, line: Uint8Array): Flaw | null {
    if (this.#section === 'manifest') return flaw('recordBehindEnd', {}, { offsetBytes: 0 });
    const problem = shapeProblem(record);
    if (problem !== null) return flaw('wrongShape', { section: record.record, ...problem }, placeOf(record));
    const orderFlaw = this.#orderFlaw(record.record);
    if (orderFlaw !== null) return { ...orderFlaw, ...placeOf(record) };
    this.#section = record.record;
    if (record.record === 'manifest') return this.#header === null ? null : manifestFlaw(record, this.#header, this.#digests.end());
    this.#digests.add(record.record, line);
    const isBehindReceipts = SECTIONS.indexOf(record.record) > SECTIONS.indexOf('receipt');
    return (isBehindReceipts ? this.#chain?.endOfReceipts() : null) ?? this.#listedFlaw(record);
  }

  /** Sections come one after the other, and those of one record have just one. */
  #orderFlaw(section: Section): Flaw | null {
    const last = this.#section === null ? -1 : SECTIONS.indexOf(this.#section);
    const at = SECTIONS.indexOf(section);
    const isRepeated = at === last && SINGLE.includes(section);
    const missing = SECTIONS.slice(last + 1, Math.max(at, last + 1)).find((skipped) => SINGLE.includes(skipped));
    if (at >= last && !isRepeated && missing === undefined) return null;
    return missing === undefined ? flaw('recordMisplaced', { section }) : flaw('recordMissing', { section: missing });
  }

  #listedFlaw(record: ListedRecord): Flaw | null {
    switch (record.record) {
      case 'header':
        return this.#takeHeader(record);
      case 'session':
        this.#session = record;
        return record.session.sessionId === this.#header?.sessionId ? null : flaw('sessionOfOther', { sessionId: record.session.sessionId });
      case 'receipt':
        return this.#chain?.receipt(record) ?? null;
      case 'verdict':
        this.#frames.verdict(record.verdict);
        return this.#chain?.verdict(record.verdict) ?? null;
      case 'execution':
        return this.#takeExecution(record);
      case 'frame':
        return this.#frames.frame(record);
      case 'seal':
        return this.#frames.end() ?? (this.#session === null ? null : (this.#chain?.seal(record, this.#session) ?? null));
      case 'incident':
      case 'review':
        return null;
    }
  }

  #takeHeader(header: HeaderRecord): Flaw | null {
    if (!isPublicKey(header.publicKey)) return flaw('keyOfOtherKind', {});
    if (this.#pinnedKey !== null && this.#pinnedKey !== header.publicKey) return flaw('otherKey', {});
    this.#header = header;
    this.#chain = new ChainCheck(header);
    return null;
  }

  #takeExecution({ execution, history, historySha256 }: ExecutionRecord): Flaw | null {
    this.#executionCount += 1;
    if (history === null) this.#missingHistoryCount += 1;
    const actual = history === null ? null : sha256OfCanonicalJson({ execution: execution.name, history });
    return actual === historySha256 ? null : flaw('historyChanged', { executionId: execution.name }, { verdictId: execution.name });
  }

  #place({ sequence = null, verdictId = null, offsetBytes = null, ...what }: Flaw, section: Section | null): Finding {
    return { ...what, line: this.#lineNumber, section, sequence, verdictId, offsetBytes: offsetBytes === null ? null : this.#offsetBytes + offsetBytes };
  }

  #whole({ offsetBytes = null, ...what }: Flaw): Finding {
    return { ...what, line: null, section: null, sequence: null, verdictId: null, offsetBytes };
  }
}

/** Which record of the session it is of, as far as it says so. */
function placeOf(record: ExportRecord): Partial<Pick<Finding, 'sequence' | 'verdictId'>> {
  const named = record.record === 'verdict' ? (record.verdict as Partial<typeof record.verdict> | undefined) : record.record === 'frame' ? record : undefined;
  return { sequence: typeof named?.sequence === 'number' ? named.sequence : null, verdictId: typeof named?.verdictId === 'string' ? named.verdictId : null };
}
