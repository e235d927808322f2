import { z } from 'zod';
import { ACCOUNT_ID, REGION } from '../../aws/service.ts';
import type { DiskLogStore } from '../storage/disk-log-store.ts';
import type { LogStream } from '../storage/log-streams.ts';
import { invalidParameter } from './errors.ts';
import { GROUP, namedGroup } from './named-group.ts';
import { page, PAGING } from './paging.ts';
import { parseInput } from './parse-input.ts';

const Schema = z.object({
  ...GROUP,
  logStreamNamePrefix: z.string().optional(),
  orderBy: z.enum(['LogStreamName', 'LastEventTime']).optional(),
  descending: z.boolean().optional(),
  ...PAGING,
});

/** The streams of a group, by name or by their last event. */
export function describeLogStreams(store: DiskLogStore, raw: Record<string, unknown>): unknown {
  const { logStreamNamePrefix: prefix, orderBy = 'LogStreamName', descending = false, ...input } = parseInput(Schema, raw);
  const group = namedGroup(store, input);
  if (prefix !== undefined && orderBy === 'LastEventTime') throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
  const streams = group.streams.values().filter(({ name }) => name.startsWith(prefix ?? ''));
  streams.sort((one, other) => (descending ? -1 : 1) * (orderBy === 'LastEventTime' ? (one.lastEventMs ?? 0) - (other.lastEventMs ?? 0) : byName(one, other)));
  const { items, nextToken } = page(streams, ({ name }) => name, input);
  return {
    logStreams: items.map((stream) => ({
      logStreamName: stream.name,
      creationTime: stream.createdMs,
      ...(stream.firstEventMs !== null && { firstEventTimestamp: stream.firstEventMs }),
      ...(stream.lastEventMs !== null && { lastEventTimestamp: stream.lastEventMs }),
      ...(stream.lastIngestionMs !== null && { lastIngestionTime: stream.lastIngestionMs }),
      arn: `arn:aws:logs:${REGION}:${ACCOUNT_ID}:log-group:${group.settings.name}:log-stream:${stream.name}`,
      storedBytes: 0,
    })),
    ...(nextToken !== undefined && { nextToken }),
  };
}

function byName(one: LogStream, other: LogStream): number {
  if (one.name === other.name) return 0;
  return one.name < other.name ? -1 : 1;
}
