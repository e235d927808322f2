import { appendFile, open, readFile, rename, truncate } from 'node:fs/promises';
import { StoredRecords } from './stored-records.ts';

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
    const bytes = await this.#bytes();
    const records = new StoredRecords<R>(bytes);
    if (records.sizeBytes < bytes.length) await truncate(this.#path, records.sizeBytes);
    return records.all();
  }

  /** Every record appended so far. */
  async read(): Promise<StoredRecords<R>> {
    await this.#writing;
    return new StoredRecords(await this.#bytes());
  }

  /** Resolves once every record appended so far is written. */
  written(): Promise<void> {
    return this.#writing;
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

  #bytes(): Promise<Buffer> {
    return readFile(this.#path).catch((error: unknown) => {
      if ((error as { code?: unknown }).code === 'ENOENT') return Buffer.alloc(0);
      throw error;
    });
  }
}
