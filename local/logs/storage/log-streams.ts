/** A log stream; times in milliseconds since the epoch, null before its first event. */
export interface LogStream {
  readonly name: string;
  readonly createdMs: number;
  firstEventMs: number | null;
  lastEventMs: number | null;
  lastIngestionMs: number | null;
}

/** The streams of one group. */
export class LogStreams {
  readonly #streams = new Map<string, LogStream>();

  constructor(streams: Iterable<LogStream>) {
    for (const stream of streams) this.#streams.set(stream.name, stream);
  }

  get(name: string): LogStream | undefined {
    return this.#streams.get(name);
  }

  values(): LogStream[] {
    return [...this.#streams.values()];
  }

  create(name: string, createdMs: number): LogStream {
    const stream = { name, createdMs, firstEventMs: null, lastEventMs: null, lastIngestionMs: null };
    this.#streams.set(name, stream);
    return stream;
  }

  /** Takes note of an event; a stream that does not exist yet is created. */
  touch(name: string, timestampMs: number, ingestionMs: number): void {
    const stream = this.#streams.get(name) ?? this.create(name, ingestionMs);
    stream.firstEventMs = Math.min(stream.firstEventMs ?? Infinity, timestampMs);
    stream.lastEventMs = Math.max(stream.lastEventMs ?? 0, timestampMs);
    stream.lastIngestionMs = Math.max(stream.lastIngestionMs ?? 0, ingestionMs);
  }

  /** Forgets streams whose last event, or creation, is before the time. */
  dropBefore(timeMs: number): void {
    for (const stream of this.#streams.values()) {
      if ((stream.lastEventMs ?? stream.createdMs) < timeMs) this.#streams.delete(stream.name);
    }
  }
}
