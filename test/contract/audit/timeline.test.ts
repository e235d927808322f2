import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashVerdict } from '../../../domain/chain.ts';
import type { Decision } from '../../../domain/decision.ts';
import { eraseMatch, eraseVerdict } from '../../../domain/erasure/redacted-verdict.ts';
import { signalsOfChecks } from '../../../domain/incidents/signals.ts';
import { toTimelineItem, type TimelineItem } from '../../../domain/timeline.ts';
import type { Verdict } from '../../../domain/verdict.ts';
import { DynamoDbSessionChain } from '../../../functions/shared/adapters/dynamodb-session-chain.ts';
import { DynamoDbTimeline } from '../../../functions/shared/adapters/dynamodb-timeline.ts';
import { StoredPersonalRecords, type StoredPersonalRecordsProps } from '../../../functions/shared/adapters/stored-personal-records.ts';
import { INDEX } from '../../../infra/constructs/tables.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';
import { startLocalAws, type LocalAws } from '../../helpers/local-aws.ts';
import { productTables } from '../../helpers/product-tables.ts';
import { chainOf } from '../../helpers/sample-export.ts';
import { putVerdicts, seedChain } from '../../helpers/seed-verdicts.ts';

const LONG = 5_200;
const START_TIMEOUT_MS = 300_000;
const decisionOf = (index: number): Decision => (index % 10 === 0 ? 'flagged' : 'clear');

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let aws: LocalAws;
let documents: DynamoDBDocumentClient;
let chain: DynamoDbSessionChain;
let timeline: DynamoDbTimeline;
let like: Verdict;

beforeAll(async () => {
  folder = await createDataFolder();
  aws = await startLocalAws(folder.path, { tables: productTables(), buckets: [] });
  documents = DynamoDBDocumentClient.from(new DynamoDBClient(aws.client));
  chain = new DynamoDbSessionChain(documents, 'Verdicts');
  timeline = new DynamoDbTimeline(documents, { tableName: 'Verdicts', indexName: INDEX.verdictsTimeline, chain });
  [like] = chainOf(1) as [Verdict];
}, START_TIMEOUT_MS);

afterAll(async () => {
  await aws[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

async function pagesOf(sessionId: string): Promise<TimelineItem[][]> {
  const pages: TimelineItem[][] = [];
  for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
    const page: { items: TimelineItem[]; nextCursor: string | null } = await timeline.page(sessionId, cursor);
    pages.push(page.items);
    cursor = page.nextCursor;
  }
  return pages;
}

/** Three verdicts of a session, as they are recorded. */
async function record(sessionId: string): Promise<[Verdict, Verdict, Verdict]> {
  const verdicts = [1, 2, 3].map((sequence): Verdict => ({ ...like, sessionId, sequence, verdictId: `${sessionId}-${String(sequence)}` })) as [Verdict, Verdict, Verdict];
  await putVerdicts(documents, verdicts, 'ada');
  return verdicts;
}

describe('a timeline', () => {
  it('has every verdict once, in order, thousands a page', async () => {
    await seedChain(documents, { like, sessionId: 'long', owner: 'ada', count: LONG, firstAt: '2026-03-01T09:00:00.000Z', decisionOf });
    const pages = await pagesOf('long');
    expect(pages.length).toBeLessThanOrEqual(3);
    const items = pages.flat();
    expect(items.map(({ sequence }) => sequence)).toEqual(Array.from({ length: LONG }, (_, index) => index + 1));
    expect(items[10]).toEqual({ sequence: 11, verdictId: expect.any(String), receivedAt: '2026-03-01T09:00:10.000Z', decision: 'flagged', signals: [...signalsOfChecks(like.checks)], erased: false });
  }, START_TIMEOUT_MS);

  it('says nothing of the seal', async () => {
    const verdicts = await record('sealed');
    await chain.seal({ sessionId: 'sealed', sequence: 4, recordType: 'seal', count: 3, head: null, endedAt: '2026-03-01T10:00:00.000Z', endReason: 'CANDIDATE' }, null);
    expect(await pagesOf('sealed')).toEqual([verdicts.map(toTimelineItem)]);
  });

  it('of a session without verdicts is empty', async () => {
    expect(await timeline.page('nobody', null)).toEqual({ items: [], nextCursor: null });
  });

  it('refuses the cursor of another session and of another list', async () => {
    await record('own');
    const { nextCursor: ofAnother } = await timeline.page('long', null);
    const { nextCursor: ofVerdicts } = await chain.list('long', { order: 'asc', after: null, limit: null, cursor: null });
    for (const cursor of [ofAnother, ofVerdicts, 'e30', 'x'.repeat(100)]) await expect(timeline.page('own', cursor)).rejects.toMatchObject({ code: 'INVALID_REQUEST', field: 'cursor' });
  });

  it('tells which verdicts were erased, and what their checks had said', async () => {
    const verdicts = await record('erased');
    const records = new StoredPersonalRecords({ documents, s3: new S3Client(aws.client), verdictsTable: 'Verdicts' } as unknown as StoredPersonalRecordsProps);
    await records.redact(eraseVerdict(verdicts[1], 'erasure-1'));
    await records.redact(eraseMatch(verdicts[2], 'erasure-2'));
    const items = (await pagesOf('erased')).flat();
    expect(items.map(({ erased }) => erased)).toEqual([false, true, false]);
    expect(items[1]).toEqual({ ...toTimelineItem(verdicts[1]), erased: true });
    expect(items[2]).toEqual(toTimelineItem(verdicts[2]));
  });

  it('is read from the records themselves where the index does not say what they say', async () => {
    const verdicts = await record('early');
    await documents.send(new UpdateCommand({ TableName: 'Verdicts', Key: { sessionId: 'early', sequence: 2 }, UpdateExpression: 'REMOVE signals' }));
    expect((await pagesOf('early')).flat()).toEqual(verdicts.map(toTimelineItem));
  });
});

describe('what the index needs of a verdict', () => {
  it('is no part of the record that is read and hashed', async () => {
    const [first] = await record('hashed');
    const { Item: item } = await documents.send(new GetCommand({ TableName: 'Verdicts', Key: { sessionId: 'hashed', sequence: 1 } }));
    expect(item).toMatchObject({ signals: [...signalsOfChecks(like.checks)] });
    const { verdicts } = await chain.readAfter('hashed', 0);
    expect(verdicts[0]).toEqual(first);
    expect(hashVerdict(verdicts[0] as Verdict)).toBe(hashVerdict(first));
  });

});
