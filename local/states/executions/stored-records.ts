const LINE_END = 0x0a;

/** The records of a file, one JSON text a line. Each is parsed when it is asked for, for a history of thousands is read a page at a time. */
export class StoredRecords<R> {
  readonly #bytes: Buffer;
  /** Where each line ends. */
  readonly #ends: number[] = [];

  /** @param bytes of the file; a last line without its end is none */
  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    for (let end = bytes.indexOf(LINE_END); end >= 0; end = bytes.indexOf(LINE_END, end + 1)) this.#ends.push(end);
  }

  get length(): number {
    return this.#ends.length;
  }

  /** How much of the file is whole lines. */
  get sizeBytes(): number {
    return (this.#ends.at(-1) ?? -1) + 1;
  }

  /** @param index from 0, or below it from the end */
  at(index: number): R | undefined {
    const line = index < 0 ? index + this.length : index;
    const end = this.#ends[line];
    if (end === undefined) return undefined;
    const start = line === 0 ? 0 : (this.#ends[line - 1] ?? 0) + 1;
    return JSON.parse(this.#bytes.toString('utf8', start, end)) as R;
  }

  all(): R[] {
    return this.#ends.map((_, index) => this.at(index) as R);
  }
}
