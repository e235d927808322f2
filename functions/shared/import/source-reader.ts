import { RandomAccessReader } from 'yauzl';
import type { ByteSource } from './byte-source.ts';

/** So much of the archive's end is read at once: its directory of a thousand files takes a tenth of it. */
const BLOCK_BYTES = 1024 * 1024;

/** What yauzl reads by: whole blocks, the last one kept, for it asks for a few bytes at a time. */
export class SourceReader extends RandomAccessReader {
  /** What reading failed with; null while it has not. */
  failure: Error | null = null;
  readonly #source: ByteSource;
  #block: { start: number; bytes: Uint8Array } = { start: 0, bytes: new Uint8Array() };

  constructor(source: ByteSource) {
    super();
    this.#source = source;
  }

  override read(target: Buffer, offset: number, length: number, position: number, callback: (error: Error | null) => void): void {
    if (position + length > this.#source.sizeBytes) {
      callback(new Error('The archive ends before.'));
      return;
    }
    this.#within(position, position + length).then(
      (bytes) => {
        target.set(bytes, offset);
        callback(null);
      },
      (error: unknown) => { callback(error as Error); },
    );
  }

  async #within(start: number, end: number): Promise<Uint8Array> {
    const { start: blockStart, bytes } = this.#block;
    if (start < blockStart || end > blockStart + bytes.length) {
      // The directory lies at the end, and is read forwards.
      const from = end === this.#source.sizeBytes ? Math.max(0, Math.min(start, end - BLOCK_BYTES)) : start;
      this.#block = { start: from, bytes: await this.#fetch(from, Math.min(this.#source.sizeBytes, Math.max(end, from + BLOCK_BYTES))) };
    }
    return this.#block.bytes.subarray(start - this.#block.start, end - this.#block.start);
  }

  async #fetch(start: number, end: number): Promise<Uint8Array> {
    try {
      return await this.#source.read(start, end);
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
      throw error;
    }
  }
}
