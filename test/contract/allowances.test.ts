import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { paceOf } from '../../domain/pace.ts';
import { DynamoDbAllowances } from '../../functions/shared/adapters/dynamodb-allowances.ts';
import { useProductDatabase } from '../helpers/product-database.ts';

const NOW_MS = Date.parse('2026-03-01T10:00:00.000Z');
const pace = paceOf({ frameIntervalMs: 10_000 }, 10);

const database = useProductDatabase();

/** As each function does it: a look, then a frame. */
async function send(sub: string, nowMs: number): Promise<number> {
  const allowances = new DynamoDbAllowances(database.documents, 'Allowances');
  return allowances.take(sub, await allowances.find(sub), pace, nowMs);
}

describe("a person's frames", () => {
  it('are taken up to the burst of those that come at the same moment, and each of the others is told when', async () => {
    const waits = await Promise.all(Array.from({ length: 40 }, () => send('ada', NOW_MS)));
    expect(waits.filter((waitMs) => waitMs === 0)).toHaveLength(10);
    expect(new Set(waits.filter((waitMs) => waitMs > 0))).toEqual(new Set([5_000]));
    expect(await send('grace', NOW_MS)).toBe(0);
  });

  it('have room again at the rate of the pace, whoever reads first', async () => {
    await Promise.all(Array.from({ length: 10 }, () => send('alan', NOW_MS)));
    const waits = await Promise.all(Array.from({ length: 20 }, () => send('alan', NOW_MS + 15_000)));
    expect(waits.filter((waitMs) => waitMs === 0)).toHaveLength(3);
    expect(await send('alan', NOW_MS + 19_999)).toBe(1);
    expect(await send('alan', NOW_MS + 20_000)).toBe(0);
  });

  it('are forgotten once there is room for all of them', async () => {
    await send('edsger', NOW_MS);
    const { Item: row } = await database.documents.send(new GetCommand({ TableName: 'Allowances', Key: { sub: 'edsger' } }));
    expect(row).toEqual({ sub: 'edsger', frames: 9, atMs: NOW_MS, revision: 1, expiresAt: NOW_MS / 1_000 + 50 });
  });
});
