import { appendFile, open, readFile, rename, truncate } from 'node:fs/promises';

/**
 * Records appended to a file, one JSON text a line. A line without its end, left by a process that was killed, is ignored and cut off before the next
 * record is written.
 */
export class AppendLog<R> {
  readonly #path: string;
  readonly #isSynced: boolean;
  #pending: string[] = [];
  #writing: Promise<void> = Promise.resolve();

  /** @param isSynced whether a record must reach the disk itself, and not only the operating system, before it counts as written */
  constructor(path: string, isSynced: boolean) {
    this.#path = path;
    this.#isSynced = isSynced;
  }

  /** Every whole record; none when there is no file. Cuts off a torn one: for a log that nobody is appending to. */
  async recover(): Promise<R[]> {
    const { records, sizeBytes, tornBytes } = await this.#read();
    if (tornBytes > 0) await truncate(this.#path, sizeBytes - tornBytes);
    return records;
  }

  /** Every record appended so far. */
  async read(): Promise<R[]> {
    await this.#writing;
    return (await this.#read()).records;
  }

  /** Resolves once the record is written; records appended meanwhile are written together. */
  append(record: R): Promise<void> {
    this.#pending.push(`${JSON.stringify(record)}\n`);
    if (this.#pending.length === 1) {
      this.#writing = this.#writing.catch(() => undefined).then(() => this.#flush());
    }
    return this.#writing;
  }

  /** Puts these records in the place of all, or changes nothing: for a log that nobody is appending to. */
  async replace(records: readonly R[]): Promise<void> {
    const file = await open(`${this.#path}.new`, 'w');
    try {
      await file.writeFile(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${this.#path}.new`, this.#path);
  }

  async #flush(): Promise<void> {
    const lines = this.#pending.join('');
    this.#pending = [];
    await appendFile(this.#path, lines, { flush: this.#isSynced });
  }

  async #read(): Promise<{ records: R[]; sizeBytes: number; tornBytes: number }> {
    const bytes = await readFile(this.#path).catch((error: unknown) => {
      if ((error as { code?: unknown }).code === 'ENOENT') return Buffer.alloc(0);
      throw error;
    });
    const end = bytes.lastIndexOf('\n') + 1;
    const lines = bytes.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
    return { records: lines.map((line) => JSON.parse(line) as R), sizeBytes: bytes.length, tornBytes: bytes.length - end };
  }
}
