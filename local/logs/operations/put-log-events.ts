import { z } from 'zod';
import type { DiskLogStore } from '../storage/disk-log-store.ts';
import { invalidParameter, streamDoesNotExist } from './errors.ts';
import { namedGroup } from './named-group.ts';
import { parseInput } from './parse-input.ts';

const Schema = z.object({
  logGroupName: z.string(),
  logStreamName: z.string(),
  logEvents: z.array(z.object({ timestamp: z.int().min(0), message: z.string().min(1) })).min(1).max(10_000),
});

const MAX_AGE_MS = 14 * 86_400_000;
const MAX_AHEAD_MS = 2 * 3_600_000;

/**
 * Writes events, which must be in order of time; resolves when they are written. Those more than two weeks old, older than the group keeps, or more than
 * two hours ahead are left out and counted in the answer.
 *
 * @throws ResourceNotFoundException, InvalidParameterException
 */
export async function putLogEvents(store: DiskLogStore, raw: Record<string, unknown>): Promise<unknown> {
  const { logGroupName, logStreamName, logEvents } = parseInput(Schema, raw);
  const group = namedGroup(store, { logGroupName });
  if (!group.streams.get(logStreamName)) throw streamDoesNotExist();
  const times = logEvents.map((event) => event.timestamp);
  if (times.some((time, index) => time < (times[index - 1] ?? 0))) throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
  const nowMs = store.now();
  const retainedFromMs = group.retainedFromMs(nowMs) ?? 0;
  const expiredEnd = times.filter((time) => time < retainedFromMs).length;
  const tooOldEnd = times.filter((time) => time < nowMs - MAX_AGE_MS).length;
  const tooNewStart = times.filter((time) => time <= nowMs + MAX_AHEAD_MS).length;
  const accepted = logEvents.slice(Math.max(expiredEnd, tooOldEnd), tooNewStart);
  group.put(
    logStreamName,
    accepted.map(({ timestamp, message }) => ({ timestampMs: timestamp, message })),
    nowMs,
  );
  await group.flush();
  const rejected = {
    ...(expiredEnd > 0 && { expiredLogEventEndIndex: expiredEnd }),
    ...(tooOldEnd > 0 && { tooOldLogEventEndIndex: tooOldEnd }),
    ...(tooNewStart < logEvents.length && { tooNewLogEventStartIndex: tooNewStart }),
  };
  return Object.keys(rejected).length > 0 ? { rejectedLogEventsInfo: rejected } : {};
}
