import { z } from 'zod';
import type { DiskLogStore } from '../storage/disk-log-store.ts';
import type { LogGroup } from '../storage/log-group.ts';
import { groupDoesNotExist, invalidParameter } from './errors.ts';

/** The two members by which reading operations name a group. */
export const GROUP = { logGroupName: z.string().min(1).max(512).optional(), logGroupIdentifier: z.string().optional() };

/** @throws ResourceNotFoundException, InvalidParameterException when none is named */
export function namedGroup(store: DiskLogStore, input: { logGroupName?: string | undefined; logGroupIdentifier?: string | undefined }): LogGroup {
  const name = input.logGroupName ?? input.logGroupIdentifier?.replace(/^arn:[^:]+:logs:[^:]*:[^:]*:log-group:/, '').replace(/:\*$/, '');
  if (name === undefined) throw invalidParameter('Either logGroupName or logGroupIdentifier is required');
  const group = store.find(name);
  if (!group) throw groupDoesNotExist();
  return group;
}
