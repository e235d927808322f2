import { appendFileSync, closeSync, openSync, readFileSync } from 'node:fs';
import type { AdapterPayload } from 'oidc-provider';
import { z } from 'zod';
import { PRIVATE_FILE_MODE, writePrivateFile } from './private-file.ts';

const LineSchema = z.object({
  model: z.string(),
  id: z.string(),
  /** Absent: the entry is gone. */
  payload: z.record(z.string(), z.unknown()).optional(),
  expiresAtMs: z.number().optional(),
});
type Line = z.infer<typeof LineSchema>;

interface Entry {
  payload: AdapterPayload;
  expiresAtMs: number;
}

export interface SessionStoreOptions {
  path: string;
  /** The longest unchanged entries of a model make room beyond this many. */
  entriesPerModel?: number;
  /** The log is rewritten once it has this many lines more than twice its living entries. */
  spareLines?: number;
  now?: () => number;
}

/**
 * Sessions, grants and tokens: in memory, behind an append-only log of JSON lines that a restart replays. A write has
 * reached the operating system when it returns, so it outlives a killed process; a torn last line is ignored.
 */
export class SessionStore {
  readonly #path: string;
  readonly #entriesPerModel: number;
  readonly #spareLines: number;
  readonly #now: () => number;
  readonly #models = new Map<string, Map<string, Entry>>();
  /** Null once closed: its number may be another file's by then. */
  #file: number | null;
  #lines = 0;

  constructor(options: SessionStoreOptions) {
    this.#path = options.path;
    this.#entriesPerModel = options.entriesPerModel ?? 500;
    this.#spareLines = options.spareLines ?? 1_000;
    this.#now = options.now ?? Date.now;
    for (const line of readLines(this.#path)) this.#apply(line);
    this.#file = this.#rewrite();
  }

  /** The entry, unless it has expired: a copy, for its reader may change it. */
  find(model: string, id: string): AdapterPayload | undefined {
    const entry = this.#models.get(model)?.get(id);
    return entry && entry.expiresAtMs > this.#now() ? structuredClone(entry.payload) : undefined;
  }

  findWhere(model: string, matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    for (const [id, entry] of this.#models.get(model) ?? []) {
      if (matches(entry.payload)) return this.find(model, id);
    }
    return undefined;
  }

  put(model: string, id: string, payload: AdapterPayload, expiresAtMs: number): void {
    this.#append({ model, id, payload: { ...payload }, expiresAtMs });
    const entries = this.#models.get(model);
    for (const oldest of entries?.keys() ?? []) {
      if (!entries || entries.size <= this.#entriesPerModel) break;
      this.delete(model, oldest);
    }
  }

  /** Marks a code or token as used, at its time in seconds. */
  consume(model: string, id: string): void {
    const entry = this.#models.get(model)?.get(id);
    if (entry) this.#append({ model, id, payload: { ...entry.payload, consumed: Math.floor(this.#now() / 1000) }, expiresAtMs: entry.expiresAtMs });
  }

  delete(model: string, id: string): void {
    if (this.#models.get(model)?.has(id)) this.#append({ model, id });
  }

  /** Ends a grant with all the codes and tokens that were given under it. */
  revokeGrant(grantId: string): void {
    for (const [model, entries] of this.#models) {
      for (const [id, { payload }] of entries) {
        if (payload.grantId === grantId && model !== 'Interaction') this.delete(model, id);
      }
    }
    this.delete('Grant', grantId);
  }

  /** Nothing can be written afterwards. */
  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #append(line: Line): void {
    const file = this.#file;
    if (file === null) throw new Error('The session store is closed.');
    appendFileSync(file, `${JSON.stringify(line)}\n`);
    this.#lines += 1;
    this.#apply(line);
    if (this.#lines <= 2 * this.#size() + this.#spareLines) return;
    this.#file = this.#rewrite();
    closeSync(file);
  }

  #apply({ model, id, payload, expiresAtMs }: Line): void {
    const entries = this.#models.get(model) ?? new Map<string, Entry>();
    this.#models.set(model, entries);
    // Taken out first: a map keeps its order of insertion, which makes the first entry the longest unchanged.
    entries.delete(id);
    if (payload && expiresAtMs !== undefined) entries.set(id, { payload, expiresAtMs });
  }

  /** Writes the living entries to a new log and opens it. */
  #rewrite(): number {
    const lines: Line[] = [];
    for (const [model, entries] of this.#models) {
      for (const [id, { payload, expiresAtMs }] of entries) {
        if (expiresAtMs > this.#now()) lines.push({ model, id, payload: { ...payload }, expiresAtMs });
        else entries.delete(id);
      }
    }
    writePrivateFile(this.#path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    this.#lines = lines.length;
    return openSync(this.#path, 'a', PRIVATE_FILE_MODE);
  }

  #size(): number {
    return [...this.#models.values()].reduce((sum, entries) => sum + entries.size, 0);
  }
}

function* readLines(path: string): Generator<Line> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  for (const json of text.split('\n')) {
    const line = parseLine(json);
    if (line) yield line;
  }
}

/** A line that a crash tore costs its session alone: whoever had it signs in again. */
function parseLine(json: string): Line | undefined {
  try {
    return LineSchema.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}
