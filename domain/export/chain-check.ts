import { hashVerdict } from '../chain.ts';
import type { RedactedRecord } from '../erasure/receipt.ts';
import { hashRedacted, isRedacted, type RecordedVerdict } from '../erasure/redacted-verdict.ts';
import type { SealStatement } from '../session.ts';
import type { ReceiptRecord, SealRecord, SessionRecord } from './export-record.ts';
import type { Flaw } from './finding.ts';
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
    if (sessionId !== this.#sessionId) return { problem: 'SESSION_ID', message: `The receipt is of the session ${sessionId}.` };
    if (signature.keyId !== this.#keyId || !isSignedBy(this.#publicKey, receipt, signature)) {
      return { problem: 'RECEIPT_SIGNATURE', message: `Part ${part} of the receipt of erasure ${erasureId} is not signed by the key of this export.` };
    }
    for (const { sequence, hash, redactedHash } of receipt.records) {
      const place = placeOf(erasureId, sequence);
      const redacted = this.#redacted.get(place);
      if (redacted !== undefined && (redacted.hash !== hash || redacted.redactedHash !== redactedHash)) {
        return { problem: 'REDACTED_HASH', message: 'What is left of the redacted verdict is not what its signed receipt says.', sequence, verdictId: redacted.verdictId };
      }
      this.#redacted.delete(place);
    }
    return null;
  }

  verdict(verdict: RecordedVerdict): Flaw | null {
    const { sequence, verdictId, hash } = verdict;
    const flaw = (problem: Flaw['problem'], message: string): Flaw => ({ problem, message, sequence, verdictId });
    if (verdict.sessionId !== this.#sessionId) return flaw('SESSION_ID', `The verdict is of the session ${verdict.sessionId}.`);
    if (sequence !== this.#count + 1) return flaw('SEQUENCE', `Verdict ${this.#count + 1} is missing or out of place: ${sequence} stands there.`);
    if (verdict.previousHash !== this.#head) return flaw('PREVIOUS_HASH', 'previousHash is not the hash of the verdict before it: one of the two was changed, or something between them taken away.');
    if (isRedacted(verdict)) {
      const { erasureId } = verdict.erased;
      this.#redacted.set(placeOf(erasureId, sequence), { sequence, hash, redactedHash: hashRedacted(verdict), verdictId, erasureId });
      this.#redactedCount += 1;
    } else if (hashVerdict(verdict) !== hash) return flaw('HASH', 'The verdict is not the one that was hashed: something in it was changed.');
    this.#count += 1;
    this.#head = hash;
    return null;
  }

  /** What no receipt has answered for, once all of them were read. */
  endOfReceipts(): Flaw | null {
    const [redacted] = this.#redacted.values();
    if (redacted === undefined) return null;
    const { erasureId, sequence, verdictId } = redacted;
    return { problem: 'REDACTED_WITHOUT_RECEIPT', message: `The verdict says it was redacted by erasure ${erasureId}, of which there is no signed receipt for it.`, sequence, verdictId };
  }

  seal({ seal }: SealRecord, { session }: SessionRecord): Flaw | null {
    const { sessionId, count, head, signature } = seal;
    if (sessionId !== this.#sessionId) return { problem: 'SESSION_ID', message: `The seal is of the session ${sessionId}.` };
    if (count !== this.#count) return { problem: 'COUNT', message: `${count} verdicts were sealed; ${this.#count} are here.` };
    if (head !== this.#head) return { problem: 'HEAD', message: 'The last verdict is not the one that was sealed.' };
    const statement: SealStatement = { sessionId, count, head };
    if (signature.keyId !== this.#keyId || !isSignedBy(this.#publicKey, statement, signature)) return { problem: 'SEAL_SIGNATURE', message: 'The seal is not signed by the key of this export.' };
    if (session.seal !== null && session.seal.signature.value !== signature.value) return { problem: 'SEAL', message: "The seal is not the session's own." };
    return null;
  }
}

const placeOf = (erasureId: string, sequence: number): string => `${erasureId}#${sequence}`;
