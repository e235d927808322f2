import { z } from 'zod';
import type { DiskLogStore } from '../storage/disk-log-store.ts';
import type { LogGroup, LogPosition } from '../storage/log-group.ts';
import type { StoredEvent } from '../storage/segment.ts';
import { invalidParameter, streamDoesNotExist } from './errors.ts';
import { decodePosition, encodePosition, isBefore } from './log-position.ts';
import { GROUP, namedGroup } from './named-group.ts';
import { parseInput } from './parse-input.ts';

const MAX_EVENTS = 10_000;
const MAX_PAGE_CHARACTERS = 1_048_576;

const Schema = z.object({
  ...GROUP,
  logStreamName: z.string().min(1),
  startTime: z.int().min(0).optional(),
  endTime: z.int().min(0).optional(),
  limit: z.int().min(1).max(MAX_EVENTS).optional(),
  nextToken: z.string().optional(),
  startFromHead: z.boolean().optional(),
});

interface PageQuery {
  streamName: string;
  fromMs: number;
  /** Exclusive. */
  untilMs: number;
  limit: number;
}

/** The start of a stream that has no events yet. */
const HEAD: LogPosition = { segment: '0000-01-01T00', offset: 0 };

/**
 * The events of one stream: the latest, or the first with `startFromHead`. Tokens lead on in both directions; at either end the same
 * token is answered again.
 */
export async function getLogEvents(store: DiskLogStore, raw: Record<string, unknown>): Promise<unknown> {
  const input = parseInput(Schema, raw);
  const group = namedGroup(store, input);
  if (!group.streams.get(input.logStreamName)) throw streamDoesNotExist();
  const query: PageQuery = {
    streamName: input.logStreamName,
    fromMs: Math.max(input.startTime ?? 0, group.retainedFromMs(store.now()) ?? 0),
    untilMs: input.endTime ?? Infinity,
    limit: input.limit ?? MAX_EVENTS,
  };
  const token = input.nextToken === undefined ? null : readToken(input.nextToken);
  const isForward = token ? token.isForward : (input.startFromHead ?? false);
  const events = isForward ? await firstAfter(group, query, token?.position ?? null) : await lastBefore(group, query, token?.position ?? null);
  const [first, last] = [events[0], events.at(-1)];
  const backward = first ?? token?.position ?? HEAD;
  const forward = last ? { segment: last.segment, offset: last.nextOffset } : (token?.position ?? HEAD);
  return {
    events: events.map((event) => ({ timestamp: event.timestampMs, message: event.message, ingestionTime: event.ingestionMs })),
    nextBackwardToken: `b/${encodePosition({ segment: backward.segment, offset: backward.offset })}`,
    nextForwardToken: `f/${encodePosition(forward)}`,
  };
}

function readToken(token: string): { isForward: boolean; position: LogPosition } {
  const [direction, position] = token.split('/');
  if (position === undefined || (direction !== 'f' && direction !== 'b')) throw invalidParameter('The specified nextToken is invalid.');
  return { isForward: direction === 'f', position: decodePosition(position) };
}

async function* eventsOf(group: LogGroup, query: PageQuery, from: LogPosition | null): AsyncGenerator<StoredEvent> {
  for await (const event of group.read({ fromMs: query.fromMs, toMs: query.untilMs, from, needle: JSON.stringify(query.streamName) })) {
    if (event.streamName === query.streamName && event.timestampMs < query.untilMs) yield event;
  }
}

async function firstAfter(group: LogGroup, query: PageQuery, from: LogPosition | null): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  let characters = 0;
  for await (const event of eventsOf(group, query, from)) {
    characters += event.message.length;
    if (events.length === query.limit || (events.length > 0 && characters > MAX_PAGE_CHARACTERS)) break;
    events.push(event);
  }
  return events;
}

/** Reads from the start and keeps the last ones: streams are short-lived, and there is no index of their places. */
async function lastBefore(group: LogGroup, query: PageQuery, until: LogPosition | null): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  let characters = 0;
  for await (const event of eventsOf(group, query, null)) {
    if (until && !isBefore(event, until)) break;
    events.push(event);
    characters += event.message.length;
    while (events.length > query.limit || (events.length > 1 && characters > MAX_PAGE_CHARACTERS)) characters -= events.shift()?.message.length ?? 0;
  }
  return events;
}
