import { z } from 'zod';
import { InvalidFilterPatternError } from '../filter-pattern/invalid-filter-pattern-error.ts';
import type { MessageFilter } from '../filter-pattern/message-filter.ts';
import { parseFilterPattern } from '../filter-pattern/parse-filter-pattern.ts';
import type { DiskLogStore } from '../storage/disk-log-store.ts';
import type { StoredEvent } from '../storage/segment.ts';
import { invalidParameter } from './errors.ts';
import { decodePosition, encodePosition, eventId } from './log-position.ts';
import { GROUP, namedGroup } from './named-group.ts';
import { parseInput } from './parse-input.ts';

/** A page ends when it has this much text. */
const MAX_PAGE_CHARACTERS = 1_048_576;
const MAX_EVENTS = 10_000;

const Schema = z.object({
  ...GROUP,
  logStreamNames: z.array(z.string()).min(1).max(100).optional(),
  logStreamNamePrefix: z.string().min(1).optional(),
  startTime: z.int().min(0).optional(),
  endTime: z.int().min(0).optional(),
  filterPattern: z.string().max(1024).optional(),
  limit: z.int().min(1).max(MAX_EVENTS).optional(),
  nextToken: z.string().optional(),
});

/** The events of a group that match, by time within a page; both times are inclusive. */
export async function filterLogEvents(store: DiskLogStore, raw: Record<string, unknown>): Promise<unknown> {
  const input = parseInput(Schema, raw);
  const group = namedGroup(store, input);
  if (input.logStreamNames && input.logStreamNamePrefix !== undefined) throw invalidParameter('LogStreamNamePrefix and LogStreamNames are both specified');
  const filter = readPattern(input.filterPattern ?? '');
  const streams = input.logStreamNames && new Set(input.logStreamNames);
  const limit = input.limit ?? MAX_EVENTS;
  const wanted = (event: StoredEvent): boolean =>
    (streams?.has(event.streamName) ?? true) && event.streamName.startsWith(input.logStreamNamePrefix ?? '') && filter.matches(event.message);

  const events: StoredEvent[] = [];
  let characters = 0;
  let nextToken: string | undefined;
  const query = {
    fromMs: Math.max(input.startTime ?? 0, group.retainedFromMs(store.now()) ?? 0),
    toMs: input.endTime ?? Infinity,
    from: input.nextToken === undefined ? null : decodePosition(input.nextToken),
    needle: filter.needle,
  };
  for await (const event of group.read(query)) {
    if (!wanted(event)) continue;
    if (events.length === limit || (events.length > 0 && characters + event.message.length > MAX_PAGE_CHARACTERS)) {
      nextToken = encodePosition(event);
      break;
    }
    events.push(event);
    characters += event.message.length;
  }
  return {
    events: events
      .toSorted((one, other) => one.timestampMs - other.timestampMs)
      .map((event) => ({
        logStreamName: event.streamName,
        timestamp: event.timestampMs,
        message: event.message,
        ingestionTime: event.ingestionMs,
        eventId: eventId(event),
      })),
    searchedLogStreams: [],
    ...(nextToken !== undefined && { nextToken }),
  };
}

function readPattern(pattern: string): MessageFilter {
  try {
    return parseFilterPattern(pattern);
  } catch (error) {
    if (error instanceof InvalidFilterPatternError) throw invalidParameter(error.message);
    throw error;
  }
}
