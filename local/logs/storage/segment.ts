import { open } from 'node:fs/promises';

/** How much of a segment is in memory at a time while it is read. */
const CHUNK_BYTES = 1_048_576;

const HOUR_MS = 3_600_000;
const NEWLINE = 0x0a;
/** Where the digits of the time begin: every line begins with `{"t":`. */
const TIME_OFFSET = 5;
const TIME_DIGITS = 13;

/** An event as it is on disk. */
export interface StoredEvent {
  /** The segment and the place of the line in it, in bytes. */
  segment: string;
  offset: number;
  /** The place of the next line. */
  nextOffset: number;
  timestampMs: number;
  ingestionMs: number;
  streamName: string;
  message: string;
}

/** What to read of a segment. */
export interface SegmentQuery {
  fromOffset: number;
  /** Both inclusive. */
  fromMs: number;
  toMs: number;
  /** Text that every wanted line holds as it is, for speed; null when there is none. */
  needle: string | null;
}

/** Log events of one hour of UTC are in one file, a JSON line each; its name without the ending: `2026-11-21T12`. */
export function segmentOf(timestampMs: number): string {
  return new Date(timestampMs).toISOString().slice(0, 13);
}

/** When the hour of a segment is over, in milliseconds since the epoch. */
export function segmentEndMs(segment: string): number {
  return Date.parse(`${segment}:00:00Z`) + HOUR_MS;
}

export function segmentLine(event: { timestampMs: number; message: string }, streamName: string, ingestionMs: number): string {
  // Whole milliseconds, always of the same length: the reader looks at the time without parsing the line.
  const time = String(Math.trunc(event.timestampMs)).padStart(TIME_DIGITS, '0');
  return `{"t":${time},"i":${ingestionMs},"s":${JSON.stringify(streamName)},"m":${JSON.stringify(event.message)}}\n`;
}

/** The events of a segment, in the order in which they came in. Lines that are not whole are left out. */
export async function* readSegment(path: string, segment: string, query: SegmentQuery): AsyncGenerator<StoredEvent> {
  const needle = query.needle === null ? null : Buffer.from(query.needle);
  for await (const { lines, offset } of readLines(path, query.fromOffset)) {
    for (let start = 0; start < lines.length; ) {
      const hit = needle ? lines.indexOf(needle, start) : start;
      if (hit < 0) break;
      const lineStart = needle ? lines.lastIndexOf(NEWLINE, hit) + 1 : start;
      const lineEnd = lines.indexOf(NEWLINE, hit);
      start = lineEnd + 1;
      const timestampMs = Number(lines.toString('latin1', lineStart + TIME_OFFSET, lineStart + TIME_OFFSET + TIME_DIGITS));
      if (timestampMs < query.fromMs || timestampMs > query.toMs) continue;
      const line = parseLine(lines.toString('utf8', lineStart, lineEnd), timestampMs);
      if (line) yield { segment, offset: offset + lineStart, nextOffset: offset + start, timestampMs, ingestionMs: line.i, streamName: line.s, message: line.m };
    }
  }
}

/** Null for a line that a full disk left in part, with the next one after it. */
function parseLine(line: string, timestampMs: number): { i: number; s: string; m: string } | null {
  try {
    // The time's leading zeros, of events before 2001, are no JSON.
    return JSON.parse(line.replace(/^\{"t":\d+/, `{"t":${timestampMs}`)) as { i: number; s: string; m: string };
  } catch {
    return null;
  }
}

/** Whole lines in large pieces, each with its place in the file. */
async function* readLines(path: string, fromOffset: number): AsyncGenerator<{ lines: Buffer; offset: number }> {
  const file = await open(path, 'r');
  try {
    let rest = Buffer.alloc(0);
    for (let position = fromOffset; ; ) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, position);
      if (bytesRead === 0) return;
      const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      const offset = position - rest.length;
      position += bytesRead;
      const end = bytes.lastIndexOf(NEWLINE) + 1;
      rest = bytes.subarray(end);
      if (end > 0) yield { lines: bytes.subarray(0, end), offset };
    }
  } finally {
    await file.close();
  }
}
