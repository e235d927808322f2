import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { isErased, type RecordedVerdict } from '../erasure/redacted-verdict.ts';
import type { FrameRecord } from './export-record.ts';
import { flaw, type Flaw } from './finding.ts';

interface ExpectedFrame {
  sequence: number;
  verdictId: string;
  sha256: string;
  key: string;
}

/** Holds the frames against their verdicts: one for each that has an image, in order. */
export class FrameCheck {
  readonly #expected: ExpectedFrame[] = [];
  #next = 0;
  #includedCount = 0;

  get includedCount(): number {
    return this.#includedCount;
  }

  verdict(verdict: RecordedVerdict): void {
    if (isErased(verdict)) return;
    const { sequence, verdictId, image } = verdict;
    this.#expected.push({ sequence, verdictId, sha256: image.sha256, key: image.key });
  }

  frame(frame: FrameRecord): Flaw | null {
    const { sequence, verdictId, state, bytes } = frame;
    const place = { sequence, verdictId };
    const expected = this.#expected[this.#next];
    if (expected?.sequence !== sequence || expected.verdictId !== verdictId) return expected ? flaw('frameMissing', { expected: expected.sequence }, place) : flaw('frameWithoutVerdict', {}, place);
    if (expected.sha256 !== frame.sha256 || expected.key !== frame.key) return flaw('frameOfOther', {}, place);
    if ((state === 'included') !== (bytes !== null)) return flaw(bytes === null ? 'bytesMissing' : 'bytesUnsaid', {}, place);
    if (bytes !== null) {
      const decoded = Buffer.from(bytes, 'base64');
      if (decoded.toString('base64') !== bytes || createHash('sha256').update(decoded).digest('hex') !== frame.sha256) return flaw('frameChanged', {}, place);
      this.#includedCount += 1;
    }
    this.#next += 1;
    return null;
  }

  /** A frame that is missing at the end. */
  end(): Flaw | null {
    const missing = this.#expected[this.#next];
    return missing ? flaw('frameMissing', { expected: missing.sequence }, { sequence: missing.sequence, verdictId: missing.verdictId }) : null;
  }
}
