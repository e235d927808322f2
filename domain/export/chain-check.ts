import { hashVerdict } from '../chain.ts';
import type { RedactedRecord } from '../erasure/receipt.ts';
import { hashRedacted, isRedacted, type RecordedVerdict } from '../erasure/redacted-verdict.ts';
import type { SealStatement } from '../session.ts';
import type { ReceiptRecord, SealRecord, SessionRecord } from './export-record.ts';
import { flaw, type Flaw } from './finding.ts';
import { isSignedBy } from './verify-signature.ts';

/** Follows a session's chain, verdict by verdict, to its seal. */
export class ChainCheck {
  readonly #sessionId: string;
  readonly #keyId: string;
  readonly #publicKey: string;
  /** Redacted records for which no signed receipt has been read yet, by erasure and sequence. */
  readonly #redacted = new Map<string, RedactedRecord & { verdictId: string; erasureId: string }>();
  #count = 0;
  #head: string | null = null;
  #redactedCount = 0;

  constructor({ sessionId, keyId, publicKey }: { sessionId: string; keyId: string; publicKey: string }) {
    this.#sessionId = sessionId;
    this.#keyId = keyId;
    this.#publicKey = publicKey;
  }

  get count(): number {
    return this.#count;
  }

  get redactedCount(): number {
    return this.#redactedCount;
  }

  receipt({ receipt, signature }: ReceiptRecord): Flaw | null {
    const { erasureId, sessionId, part } = receipt;
    if (sessionId !== this.#sessionId) return flaw('receiptOfOther', { sessionId });
    if (signature.keyId !== this.#keyId || !isSignedBy(this.#publicKey, receipt, signature)) return flaw('receiptNotSigned', { part, erasureId });
    for (const { sequence, hash, redactedHash } of receipt.records) {
      const place = placeOf(erasureId, sequence);
      const redacted = this.#redacted.get(place);
      if (redacted !== undefined && (redacted.hash !== hash || redacted.redactedHash !== redactedHash)) {
        return flaw('redactedChanged', {}, { sequence, verdictId: redacted.verdictId });
      }
      this.#redacted.delete(place);
    }
    return null;
  }

  verdict(verdict: RecordedVerdict): Flaw | null {
    const { sequence, verdictId, hash } = verdict;
    const place = { sequence, verdictId };
    if (verdict.sessionId !== this.#sessionId) return flaw('verdictOfOther', { sessionId: verdict.sessionId }, place);
    if (sequence !== this.#count + 1) return flaw('verdictMisplaced', { expected: this.#count + 1, found: sequence }, place);
    if (verdict.previousHash !== this.#head) return flaw('chainBroken', {}, place);
    if (isRedacted(verdict)) {
      const { erasureId } = verdict.erased;
      this.#redacted.set(placeOf(erasureId, sequence), { sequence, hash, redactedHash: hashRedacted(verdict), verdictId, erasureId });
      this.#redactedCount += 1;
    } else if (hashVerdict(verdict) !== hash) return flaw('verdictChanged', {}, place);
    this.#count += 1;
    this.#head = hash;
    return null;
  }

  /** What no receipt has answered for, once all of them were read. */
  endOfReceipts(): Flaw | null {
    const [redacted] = this.#redacted.values();
    if (redacted === undefined) return null;
    const { erasureId, sequence, verdictId } = redacted;
    return flaw('receiptMissing', { erasureId }, { sequence, verdictId });
  }

  seal({ seal }: SealRecord, { session }: SessionRecord): Flaw | null {
    const { sessionId, count, head, signature } = seal;
    if (sessionId !== this.#sessionId) return flaw('sealOfOther', { sessionId });
    if (count !== this.#count) return flaw('otherCount', { sealed: count, found: this.#count });
    if (head !== this.#head) return flaw('otherHead', {});
    const statement: SealStatement = { sessionId, count, head };
    if (signature.keyId !== this.#keyId || !isSignedBy(this.#publicKey, statement, signature)) return flaw('sealNotSigned', {});
    if (session.seal !== null && session.seal.signature.value !== signature.value) return flaw('otherSeal', {});
    return null;
  }
}

const placeOf = (erasureId: string, sequence: number): string => `${erasureId}#${sequence}`;
