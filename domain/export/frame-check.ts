import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { isErased, type RecordedVerdict } from '../erasure/redacted-verdict.ts';
import type { FrameRecord } from './export-record.ts';
import type { Flaw } from './finding.ts';

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
    const flaw = (problem: Flaw['problem'], message: string): Flaw => ({ problem, message, sequence, verdictId });
    const expected = this.#expected[this.#next];
    if (expected?.sequence !== sequence || expected.verdictId !== verdictId) return flaw('FRAME', expected ? `The frame of verdict ${expected.sequence} is missing or out of place.` : 'There is a frame without a verdict.');
    if (expected.sha256 !== frame.sha256 || expected.key !== frame.key) return flaw('FRAME', 'The frame is not the one that its verdict names.');
    if ((state === 'included') !== (bytes !== null)) return flaw('FRAME', `The frame is said to be ${state}, and ${bytes === null ? 'is not there' : 'is there'}.`);
    if (bytes !== null) {
      const decoded = Buffer.from(bytes, 'base64');
      if (decoded.toString('base64') !== bytes || createHash('sha256').update(decoded).digest('hex') !== frame.sha256) return flaw('FRAME_BYTES', 'The bytes of the frame are not those that were judged.');
      this.#includedCount += 1;
    }
    this.#next += 1;
    return null;
  }

  /** A frame that is missing at the end. */
  end(): Flaw | null {
    const missing = this.#expected[this.#next];
    return missing ? { problem: 'FRAME', message: `The frame of verdict ${missing.sequence} is missing.`, sequence: missing.sequence, verdictId: missing.verdictId } : null;
  }
}
