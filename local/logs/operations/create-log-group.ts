import { z } from 'zod';
import type { DiskLogStore } from '../storage/disk-log-store.ts';
import { groupExists } from './errors.ts';
import { parseInput } from './parse-input.ts';

const Schema = z.object({ logGroupName: z.string().regex(/^[.\-_/#A-Za-z0-9]{1,512}$/) });

/** @throws ResourceAlreadyExistsException */
export async function createLogGroup(store: DiskLogStore, raw: Record<string, unknown>): Promise<void> {
  const { logGroupName } = parseInput(Schema, raw);
  if (store.find(logGroupName)) throw groupExists();
  await store.group(logGroupName).created;
}
