import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogEvent } from '../log-store.ts';
import { appendAtOnce } from './append-at-once.ts';
import { cutTornTail } from './cut-torn-tail.ts';
import type { LogStream } from './log-streams.ts';
import { LogStreams } from './log-streams.ts';
import type { StoredEvent } from './segment.ts';
import { readSegment, segmentEndMs, segmentLine, segmentOf } from './segment.ts';
import { writeJson } from './write-json.ts';

const DAY_MS = 86_400_000;
const SEGMENT_FILE = /^(?<segment>\d{4}-\d{2}-\d{2}T\d{2})\.jsonl$/;

/** The end of the year 9999, the last that a segment's name can have. */
const LATEST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** What a group keeps unwritten at the most, in characters of its lines: beyond it the disk is too slow, and events are lost. */
const MAX_PENDING_CHARACTERS = 64 * 1_048_576;

export interface LogGroupSettings {
  readonly name: string;
  readonly createdMs: number;
  /** Null: for ever. */
  retentionInDays: number | null;
}

/** Events came in faster than the disk takes them, and some are lost. */
export class LogBacklogError extends Error {
  override readonly name = 'LogBacklogError';
}

/** Told, once for each time, that events of a group are lost: the disk refuses them, or is too slow. */
export type OnLost = (error: unknown) => void;

/** Where to begin to read: a segment and a place in it, in bytes. */
export interface LogPosition {
  segment: string;
  offset: number;
}

export interface LogQuery {
  /** Both inclusive, in milliseconds since the epoch. */
  fromMs: number;
  toMs: number;
  from: LogPosition | null;
  /** Text that every wanted event holds as it is; null when there is none. */
  needle: string | null;
}

/** A log group on disk: a folder with a file an hour. In memory are its streams and what is not written yet. */
export class LogGroup {
  readonly settings: LogGroupSettings;
  readonly streams: LogStreams;
  /** Resolves when its folder is on disk. */
  readonly created: Promise<void>;
  readonly #dir: string;
  /** Sizes in bytes. */
  readonly #segments: Map<string, number>;
  readonly #onLost: OnLost;
  #pending = new Map<string, string[]>();
  #pendingCharacters = 0;
  #lostCount = 0;
  #writing: Promise<void> | null = null;

  private constructor(dir: string, settings: LogGroupSettings, streams: LogStreams, segments: Map<string, number>, created: Promise<void>, onLost: OnLost) {
    this.created = created;
    this.#onLost = onLost;
    this.#dir = dir;
    this.settings = settings;
    this.streams = streams;
    this.#segments = segments;
  }

  /** A new group, which takes events at once. Its folder is made meanwhile: when that fails, so does what is written later. */
  static create(dir: string, settings: LogGroupSettings, onLost: OnLost): LogGroup {
    const created = mkdir(dir, { recursive: true }).then(() => writeJson(join(dir, 'group.json'), settings));
    created.catch(() => undefined);
    return new LogGroup(dir, settings, new LogStreams([]), new Map(), created, onLost);
  }

  /** Reads a group's folder. What came in after its streams were saved last, because the process was killed, is looked up in the segments. */
  static async open(dir: string, onLost: OnLost): Promise<LogGroup> {
    const settings = JSON.parse(await readFile(join(dir, 'group.json'), 'utf8')) as LogGroupSettings;
    const saved = await readFile(join(dir, 'streams.json'), 'utf8').then(
      (text) => JSON.parse(text) as { savedMs: number; streams: LogStream[] },
      () => ({ savedMs: 0, streams: [] }),
    );
    const segments = new Map<string, number>();
    const group = new LogGroup(dir, settings, new LogStreams(saved.streams), segments, Promise.resolve(), onLost);
    for (const file of (await readdir(dir)).sort()) {
      const segment = SEGMENT_FILE.exec(file)?.groups?.segment;
      if (segment === undefined) continue;
      const path = join(dir, file);
      if ((await stat(path)).mtimeMs >= saved.savedMs) {
        await cutTornTail(path);
        for await (const event of readSegment(path, segment, { fromOffset: 0, fromMs: 0, toMs: Infinity, needle: null })) {
          group.streams.touch(event.streamName, event.timestampMs, event.ingestionMs);
        }
      }
      segments.set(segment, (await stat(path)).size);
    }
    return group;
  }

  get storedBytes(): number {
    return [...this.#segments.values()].reduce((sum, size) => sum + size, 0);
  }

  /** Accepts events, to be written soon; they are lost when too many are waiting. */
  put(streamName: string, events: readonly LogEvent[], nowMs: number): void {
    if (this.#pendingCharacters > MAX_PENDING_CHARACTERS) {
      this.#lostCount += events.length;
      return;
    }
    for (const event of events) {
      const line = segmentLine(event, streamName, nowMs);
      const segment = segmentOf(event.timestampMs);
      const lines = this.#pending.get(segment) ?? [];
      lines.push(line);
      this.#pending.set(segment, lines);
      this.#pendingCharacters += line.length;
      this.streams.touch(streamName, event.timestampMs, nowMs);
    }
  }

  /** Writes what is waiting; resolves when it is written, with what came in meanwhile. Rejects when the disk refuses it. */
  flush(): Promise<void> {
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
    return this.#writing;
  }

  /** The events of the query, those not written yet included: by segment, within one as they came in. */
  async *read(query: LogQuery): AsyncGenerator<StoredEvent> {
    await this.flush();
    const first = query.from?.segment ?? segmentOf(Math.min(query.fromMs, LATEST_MS));
    const last = segmentOf(Math.min(query.toMs, LATEST_MS));
    for (const segment of [...this.#segments.keys()].sort()) {
      if (segment < first || segmentEndMs(segment) <= query.fromMs) continue;
      if (segment > last) break;
      const fromOffset = query.from?.segment === segment ? query.from.offset : 0;
      yield* readSegment(this.#path(segment), segment, { fromOffset, fromMs: query.fromMs, toMs: query.toMs, needle: query.needle });
    }
  }

  async setRetention(retentionInDays: number | null): Promise<void> {
    if (this.settings.retentionInDays === retentionInDays) return;
    this.settings.retentionInDays = retentionInDays;
    await this.created;
    await writeJson(join(this.#dir, 'group.json'), this.settings);
  }

  /** Events before this time are no longer kept; null when all are. */
  retainedFromMs(nowMs: number): number | null {
    return this.settings.retentionInDays === null ? null : nowMs - this.settings.retentionInDays * DAY_MS;
  }

  /** Deletes the hours that are over for good. */
  async dropExpired(nowMs: number): Promise<void> {
    const limitMs = this.retainedFromMs(nowMs);
    if (limitMs === null) return;
    for (const segment of [...this.#segments.keys()]) {
      if (segmentEndMs(segment) > limitMs) continue;
      this.#segments.delete(segment);
      await rm(this.#path(segment), { force: true });
    }
    this.streams.dropBefore(limitMs);
  }

  async saveStreams(nowMs: number): Promise<void> {
    await this.created;
    await writeJson(join(this.#dir, 'streams.json'), { savedMs: nowMs, streams: this.streams.values() });
  }

  async #write(): Promise<void> {
    try {
      await this.created;
      while (this.#pending.size > 0) await this.#writePending();
    } catch (error) {
      this.#onLost(error);
      throw error;
    }
  }

  async #writePending(): Promise<void> {
    const pending = this.#pending;
    const lostCount = this.#lostCount;
    this.#pending = new Map();
    this.#pendingCharacters = 0;
    this.#lostCount = 0;
    for (const [segment, lines] of pending) {
      const bytes = Buffer.from(lines.join(''));
      await appendAtOnce(this.#path(segment), bytes);
      this.#segments.set(segment, (this.#segments.get(segment) ?? 0) + bytes.length);
    }
    if (lostCount > 0) this.#onLost(new LogBacklogError(`The disk is too slow for the log group ${this.settings.name}: ${lostCount} events are lost.`));
  }

  #path(segment: string): string {
    return join(this.#dir, `${segment}.jsonl`);
  }
}
