import { z } from 'zod';
import { ACCOUNT_ID, REGION } from '../../aws/service.ts';
import type { DiskLogStore } from '../storage/disk-log-store.ts';
import { invalidParameter } from './errors.ts';
import { page, PAGING } from './paging.ts';
import { parseInput } from './parse-input.ts';

const Schema = z.object({ logGroupNamePrefix: z.string().optional(), logGroupNamePattern: z.string().optional(), ...PAGING });

/** The groups by name: those that begin with the prefix, or hold the pattern in any case. */
export function describeLogGroups(store: DiskLogStore, raw: Record<string, unknown>): unknown {
  const { logGroupNamePrefix: prefix = '', logGroupNamePattern: pattern = '', ...paging } = parseInput(Schema, raw);
  if (prefix !== '' && pattern !== '') throw invalidParameter('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
  const groups = store.groups
    .filter(({ settings }) => settings.name.startsWith(prefix) && settings.name.toLowerCase().includes(pattern.toLowerCase()))
    .sort((one, other) => (one.settings.name < other.settings.name ? -1 : 1));
  const { items, nextToken } = page(groups, ({ settings }) => settings.name, paging);
  return {
    logGroups: items.map((group) => {
      const { name, createdMs, retentionInDays } = group.settings;
      const arn = `arn:aws:logs:${REGION}:${ACCOUNT_ID}:log-group:${name}`;
      return {
        logGroupName: name,
        creationTime: createdMs,
        ...(retentionInDays !== null && { retentionInDays }),
        metricFilterCount: 0,
        arn: `${arn}:*`,
        logGroupArn: arn,
        storedBytes: group.storedBytes,
        logGroupClass: 'STANDARD',
      };
    }),
    ...(nextToken !== undefined && { nextToken }),
  };
}
