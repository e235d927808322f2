import { GetObjectTaggingCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { startRetention } from '../../../local/retention/retention.ts';
import { systemClock, type Clock } from '../../../local/states/clock.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';
import { FRAMES, startLocalAws, VERDICTS } from '../../helpers/local-aws.ts';
import { waitUntil } from '../../helpers/wait-until.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PATIENCE_MS = 60_000;

/** Time that passes when the test says so: whoever sleeps wakes once it has. */
function handClock(startMs: number): Clock & { pass(durationMs: number): void; sleepers: number } {
  let nowMs = startMs;
  const waiting = new Set<{ dueMs: number; wake: () => void }>();
  return {
    now: () => nowMs,
    random: () => 0.5,
    sleep: (durationMs, signal) => {
      // A pause between two pages is nothing to wait for.
      if (durationMs < HOUR_MS) return systemClock.sleep(0, signal);
      return new Promise((resolve, reject) => {
        const sleeper = { dueMs: nowMs + durationMs, wake: resolve };
        waiting.add(sleeper);
        signal.addEventListener('abort', () => { reject(signal.reason as Error); }, { once: true });
      });
    },
    pass: (durationMs) => {
      nowMs += durationMs;
      for (const sleeper of [...waiting].filter(({ dueMs }) => dueMs <= nowMs)) {
        waiting.delete(sleeper);
        sleeper.wake();
      }
    },
    get sleepers() {
      return waiting.size;
    },
  };
}

describe('retention on one machine', () => {
  it('deletes at the start, and every hour, what AWS would have deleted, and nothing else', async () => {
    await using folder = await createDataFolder();
    const buckets = [{ ...FRAMES, expirations: [{ prefix: 'frames/', days: 30, tags: { retention: 'standard' } }] }];
    await using aws = await startLocalAws(folder.path, { buckets });
    const dynamoDb = new DynamoDBClient(aws.client);
    const s3 = new S3Client({ ...aws.client, forcePathStyle: true });
    const nowMs = Date.now();
    const put = (sequence: number, expiresAt: { N: string } | { S: string } | null) =>
      dynamoDb.send(new PutItemCommand({ TableName: 'Verdicts', Item: { sessionId: { S: 's' }, sequence: { N: String(sequence) }, verdictId: { S: `v${sequence}` }, ...(expiresAt && { expiresAt }) } }));
    const inMs = (durationMs: number) => ({ N: String(Math.floor((nowMs + durationMs) / 1_000)) });
    await put(1, inMs(-HOUR_MS));
    await put(2, inMs(HOUR_MS / 2));
    await put(3, inMs(10 * DAY_MS));
    await put(4, null);
    await put(5, { S: 'no number' });
    // More than one page of those that are over.
    for (let sequence = 100; sequence < 230; sequence += 1) await put(sequence, inMs(-DAY_MS));
    await s3.send(new PutObjectCommand({ Bucket: 'frames', Key: 'frames/standard.jpg', Body: 'a', Tagging: 'retention=standard' }));
    await s3.send(new PutObjectCommand({ Bucket: 'frames', Key: 'frames/held.jpg', Body: 'b', Tagging: 'retention=held' }));
    await s3.send(new PutObjectCommand({ Bucket: 'frames', Key: 'other/standard.jpg', Body: 'c', Tagging: 'retention=standard' }));
    const sequences = async () => ((await dynamoDb.send(new ScanCommand({ TableName: 'Verdicts', ConsistentRead: true }))).Items ?? []).map(({ sequence }) => Number(sequence?.N)).sort((a, b) => a - b);
    const keys = async () => ((await s3.send(new ListObjectsV2Command({ Bucket: 'frames' }))).Contents ?? []).map(({ Key }) => Key);

    const clock = handClock(nowMs);
    let forgotten = 0;
    const defects: unknown[] = [];
    const states = { forgetExpired: () => { forgotten += 1; return Promise.resolve(); } };
    const retention = startRetention({ tables: [VERDICTS], buckets, endpointUrl: aws.url, states, onDefect: (...defect) => { defects.push(defect); }, clock });
    const swept = (times: number) => waitUntil(() => forgotten === times && clock.sleepers === 1, PATIENCE_MS);

    await swept(1);
    expect(await sequences()).toEqual([2, 3, 4, 5]);
    expect(await keys()).toEqual(['frames/held.jpg', 'frames/standard.jpg', 'other/standard.jpg']);
    const index = await dynamoDb.send(new QueryCommand({ TableName: 'Verdicts', IndexName: 'byVerdictId', KeyConditionExpression: 'verdictId = :id', ExpressionAttributeValues: { ':id': { S: 'v1' } } }));
    expect(index.Items).toEqual([]);

    clock.pass(HOUR_MS);
    await swept(2);
    expect(await sequences()).toEqual([3, 4, 5]);

    clock.pass(31 * DAY_MS);
    await swept(3);
    expect(await sequences()).toEqual([4, 5]);
    expect(await keys()).toEqual(['frames/held.jpg', 'other/standard.jpg']);
    await expect(s3.send(new GetObjectTaggingCommand({ Bucket: 'frames', Key: 'frames/held.jpg' }))).resolves.toMatchObject({ TagSet: [{ Key: 'retention', Value: 'held' }] });
    await expect(dynamoDb.send(new GetItemCommand({ TableName: 'Verdicts', Key: { sessionId: { S: 's' }, sequence: { N: '4' } } }))).resolves.toHaveProperty('Item');

    await retention.close();
    dynamoDb.destroy();
    s3.destroy();
    expect([...defects, ...aws.defects]).toEqual([]);
  });
});
