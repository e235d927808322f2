import { z } from 'zod';
import type { DiskLogStore } from '../storage/disk-log-store.ts';
import { streamExists } from './errors.ts';
import { namedGroup } from './named-group.ts';
import { parseInput } from './parse-input.ts';

const Schema = z.object({ logGroupName: z.string(), logStreamName: z.string().regex(/^[^:*]{1,512}$/) });

/** @throws ResourceNotFoundException for its group, ResourceAlreadyExistsException */
export async function createLogStream(store: DiskLogStore, raw: Record<string, unknown>): Promise<void> {
  const { logGroupName, logStreamName } = parseInput(Schema, raw);
  const group = namedGroup(store, { logGroupName });
  if (group.streams.get(logStreamName)) throw streamExists();
  group.streams.create(logStreamName, store.now());
  await group.saveStreams(store.now());
}
