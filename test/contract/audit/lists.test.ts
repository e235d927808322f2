import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Decision } from '../../../domain/decision.ts';
import type { Verdict } from '../../../domain/verdict.ts';
import { DynamoDbExecutions } from '../../../functions/shared/adapters/dynamodb-executions.ts';
import { DynamoDbReviews } from '../../../functions/shared/adapters/dynamodb-reviews.ts';
import { DynamoDbVerdictList } from '../../../functions/shared/adapters/dynamodb-verdict-list.ts';
import type { Claim, ExecutionFilter } from '../../../functions/shared/ports/executions.ts';
import type { VerdictFilter } from '../../../functions/shared/ports/verdict-list.ts';
import { INDEX } from '../../../infra/constructs/tables.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';
import { startLocalAws, type LocalAws } from '../../helpers/local-aws.ts';
import { productTables } from '../../helpers/product-tables.ts';
import { chainOf } from '../../helpers/sample-export.ts';
import { seedVerdicts } from '../../helpers/seed-verdicts.ts';

const COUNT = 1_200;
/** The claims here are of a day that is long over. */
const KEPT_DAYS = 36_500;
const START_TIMEOUT_MS = 120_000;
const ANY_EXECUTION: ExecutionFilter = { machines: null, status: null, decision: null, sessionId: null, owners: null, from: null, to: null };
const ANY_VERDICT: VerdictFilter = { decision: null, isReviewed: null, sessionId: null, owners: null, from: null, to: null };
const AT_ONCE = '2026-03-05T00:00:00.000Z';
const decisionOf = (index: number): Decision => (index % 10 === 0 ? 'flagged' : index % 25 === 7 ? 'inconclusive' : 'clear');

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let aws: LocalAws;
let documents: DynamoDBDocumentClient;
let executions: DynamoDbExecutions;
let reviews: DynamoDbReviews;
let verdicts: DynamoDbVerdictList;
let like: Verdict;
/** First to last. */
let seeded: string[];

beforeAll(async () => {
  folder = await createDataFolder();
  aws = await startLocalAws(folder.path, { tables: productTables(), buckets: [] });
  documents = DynamoDBDocumentClient.from(new DynamoDBClient(aws.client));
  const indexes = { byTime: INDEX.executionsByTime, byOutcome: INDEX.executionsByOutcome, byOwner: INDEX.executionsByOwner, bySession: INDEX.executionsBySession };
  executions = new DynamoDbExecutions(documents, 'Executions', { indexes, retentionDays: KEPT_DAYS });
  reviews = new DynamoDbReviews(documents, 'Reviews', 'Verdicts');
  verdicts = new DynamoDbVerdictList(documents, { verdictsTable: 'Verdicts', toReview: INDEX.verdictsToReview, executionsTable: 'Executions', executionIndexes: indexes }, reviews);
  [like] = chainOf(1) as [Verdict];
  seeded = await seedVerdicts(documents, { like, sessionId: 'long', owner: 'ada', count: COUNT, firstAt: '2026-03-01T09:00:00.000Z', decisionOf });
  await seedVerdicts(documents, { like, sessionId: 'short', owner: 'grace', count: 30, firstAt: '2026-03-02T09:00:00.000Z', decisionOf });
}, START_TIMEOUT_MS);

afterAll(async () => {
  await aws[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

interface Page {
  ids: string[];
  nextCursor: string | null;
}

const executionPage = async (filter: Partial<ExecutionFilter>, cursor: string | null): Promise<Page> => {
  const { items, nextCursor } = await executions.list({ ...ANY_EXECUTION, ...filter }, cursor);
  return { ids: items.map(({ executionName }) => executionName), nextCursor };
};

const verdictPage = async (filter: Partial<VerdictFilter>, cursor: string | null): Promise<Page> => {
  const { items, nextCursor } = await verdicts.list({ ...ANY_VERDICT, ...filter }, cursor);
  return { ids: items.map(({ verdictId }) => verdictId), nextCursor };
};

/** The ids of all pages; something may happen between two. */
async function readAll(read: (cursor: string | null) => Promise<Page>, between: (page: number) => Promise<unknown> = async () => Promise.resolve()): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; ; page += 1) {
    const answer: Page = await read(cursor);
    ids.push(...answer.ids);
    if (answer.nextCursor === null) return ids;
    cursor = answer.nextCursor;
    await between(page);
  }
}

const newestFirst = (select: (index: number) => boolean): string[] => seeded.filter((_, index) => select(index)).reverse();

function claim(executionName: string, overrides: Partial<Claim> = {}): Claim {
  return { executionName, machine: 'verify-frame', owner: 'alan', imageSha256: '', startDate: AT_ONCE, claimId: executionName, sessionId: 'at-once', ...overrides };
}

/** As DynamoDB counts it. Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
function itemBytes(item: Record<string, unknown>): number {
  const bytesOf = (value: unknown): number => (typeof value === 'string' ? Buffer.byteLength(value) : typeof value === 'number' ? Math.ceil(String(value).length / 2) + 1 : 1);
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + bytesOf(value), 0);
}

describe('executions', () => {
  it('are one write unit each, as long as their names are on AWS', async () => {
    const uuid = '3f0c7a52-5a0e-4f0e-9a55-3a1f4f3a7c11';
    const closed: Claim = { executionName: uuid, machine: 'verify-frame', owner: uuid, imageSha256: 'a'.repeat(64), startDate: '2026-03-04T00:00:00.000Z', claimId: uuid, sessionId: `adhoc-${uuid}-2026-03-05`, expiresAt: 1_900_000_000 };
    await executions.claim(closed);
    const executionArn = `arn:aws-us-gov:states:ap-southeast-2:123456789012:express:VerifyFrameStateMachine0123ABCD-0123456789ABCDEFGHIJ:${uuid}:${uuid}`;
    await executions.close(closed, { status: 'SUCCEEDED', executionArn, sequence: 10_000, decision: 'inconclusive', stopDate: AT_ONCE, error: null });
    const { Item: item = {} } = await documents.send(new GetCommand({ TableName: 'Executions', Key: { executionName: uuid } }));
    expect(item).toMatchObject({ decision: 'inconclusive', executionArn, expiresAt: 1_900_000_000 });
    // With its index's keys: more than 1,024 would cost twice with every frame.
    expect(itemBytes(item)).toBeLessThan(1_000);
  });

  it('are read whole, each once and newest first, while others begin and end', async () => {
    const begun = Array.from({ length: 8 }, (_, index) => claim(`running-${String(index)}`, { startDate: `2026-03-01T09:1${String(index)}:00.500Z` }));
    for (const each of begun) await executions.claim(each);
    const ids = await readAll((cursor) => executionPage({}, cursor), async (page) => {
      // What runs ends, and moves to another partition of the index; new ones begin at the top.
      const ending = begun[page % begun.length];
      if (ending !== undefined) await executions.close(ending, { status: 'SUCCEEDED', stopDate: AT_ONCE, sequence: page, decision: 'clear' });
      await executions.claim(claim(`new-${String(page)}`, { startDate: '2026-03-09T00:00:00.000Z' }));
    });
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => seeded.includes(id))).toEqual(newestFirst(() => true));
    expect(ids.filter((id) => id.startsWith('running-'))).toHaveLength(begun.length);
    expect(ids.filter((id) => id.startsWith('new-'))).toEqual([]);
  });

  it('of one moment are told apart', async () => {
    const names = Array.from({ length: 120 }, (_, index) => `tied-${String(index)}`);
    await Promise.all(names.map((name, index) => executions.claim(claim(name, { machine: index % 2 === 0 ? 'verify-frame' : 'register-face' }))));
    const ids = await readAll((cursor) => executionPage({ from: AT_ONCE, to: AT_ONCE }, cursor), async (page) => {
      await executions.close(claim(`tied-${String(page)}`), { status: 'FAILED', stopDate: AT_ONCE, error: 'ChainContended' });
    });
    expect(ids.sort()).toEqual(names.sort());
  });

  it.each<[string, Partial<ExecutionFilter>, (index: number) => boolean]>([
    ['a decision', { decision: 'flagged', to: '2026-03-01T23:59:59.999Z' }, (index) => decisionOf(index) === 'flagged'],
    ['a session and a decision', { sessionId: 'long', decision: 'inconclusive' }, (index) => decisionOf(index) === 'inconclusive'],
    ['a person', { owners: ['ada', 'nobody'] }, () => true],
    ['a person and a decision', { owners: ['ada'], decision: 'flagged' }, (index) => decisionOf(index) === 'flagged'],
    ['a session of somebody else', { sessionId: 'long', owners: ['grace'] }, () => false],
    ['a stretch of time', { owners: ['ada'], from: '2026-03-01T09:01:00.000Z', to: '2026-03-01T09:02:00.000Z' }, (index) => index >= 60 && index <= 120],
    ['a machine that decides nothing', { machines: ['register-face'], decision: 'clear' }, () => false],
    ['success of another machine', { machines: ['register-bulk'], status: 'SUCCEEDED' }, () => false],
    ['nobody', { owners: [] }, () => false],
    ['success', { status: 'SUCCEEDED', to: '2026-03-01T23:59:59.999Z', from: '2026-03-01T09:18:00.000Z' }, (index) => index >= 18 * 60],
  ])('are found by %s', async (_, filter, select) => {
    expect(await readAll((cursor) => executionPage(filter, cursor))).toEqual(newestFirst(select));
  });

  it('that failed are found by machine and status, with their error', async () => {
    const failed = claim('failed-registration', { machine: 'register-face', sessionId: null, startDate: '2026-03-06T00:00:00.000Z' });
    await executions.claim(failed);
    await executions.close(failed, { status: 'FAILED', stopDate: AT_ONCE, error: 'PhotoRefused' });
    const { items } = await executions.list({ ...ANY_EXECUTION, machines: ['register-face'], status: 'FAILED', from: '2026-03-06T00:00:00.000Z' }, null);
    expect(items).toMatchObject([{ executionName: 'failed-registration', error: 'PhotoRefused', decision: null, sessionId: null }]);
  });

  it('refuse the cursor of another question', async () => {
    const { nextCursor } = await executionPage({}, null);
    await expect(executionPage({ decision: 'clear' }, nextCursor)).rejects.toMatchObject({ code: 'INVALID_REQUEST', field: 'cursor' });
    await expect(verdictPage({}, nextCursor)).rejects.toMatchObject({ code: 'INVALID_REQUEST', field: 'cursor' });
  });
});

describe('verdicts', () => {
  const reviewAs = async (verdictId: string): Promise<void> => {
    const sequence = seeded.indexOf(verdictId) + 1;
    await reviews.put({ ...like, verdictId, sessionId: 'long', sequence, decision: decisionOf(sequence - 1) }, { decision: 'confirmed', note: '', reviewedBy: 'audrey', reviewedAt: AT_ONCE });
  };

  it('of a session come last to first, while others arrive, without the seal that ends it', async () => {
    await documents.send(new PutCommand({ TableName: 'Verdicts', Item: { sessionId: 'short', sequence: 31, recordType: 'seal', count: 30, head: null } }));
    const ids = await readAll((cursor) => verdictPage({ sessionId: 'short' }, cursor));
    expect(ids).toHaveLength(30);
    const long = await readAll((cursor) => verdictPage({ sessionId: 'long' }, cursor), async (page) => seedVerdicts(documents, { like, sessionId: 'long', owner: 'alan', count: 2, firstAt: AT_ONCE, firstSequence: COUNT + 1 + page * 2, decisionOf }));
    expect(long).toEqual(newestFirst(() => true));
  });

  it.each<[string, Partial<VerdictFilter>, (index: number) => boolean]>([
    ['a person', { owners: ['ada'] }, () => true],
    ['a session and a decision', { sessionId: 'long', decision: 'flagged', to: '2026-03-01T23:00:00.000Z' }, (index) => decisionOf(index) === 'flagged'],
    ['a stretch of time', { sessionId: 'long', from: '2026-03-01T09:01:00.000Z', to: '2026-03-01T09:02:00.000Z' }, (index) => index >= 60 && index <= 120],
  ])('are found by %s', async (_, filter, select) => {
    expect(await readAll((cursor) => verdictPage(filter, cursor))).toEqual(newestFirst(select));
  });

  it('leave the list of those to review once they are reviewed, and are found among the reviewed', async () => {
    const range = { to: '2026-03-01T23:59:59.999Z' };
    const flagged = newestFirst((index) => decisionOf(index) === 'flagged');
    expect(await readAll((cursor) => verdictPage({ ...range, decision: 'flagged', isReviewed: false }, cursor))).toEqual(flagged);

    // Those at the end of the list, while it is being read.
    const reviewed = flagged.slice(-3);
    const clear = seeded[5] ?? '';
    const ids = await readAll((cursor) => verdictPage({ ...range, decision: 'flagged', isReviewed: false }, cursor), async (page) => { if (page === 0) await Promise.all([...reviewed, clear].map(reviewAs)); });
    expect(ids).toEqual(flagged.slice(0, -3));

    expect(await readAll((cursor) => verdictPage({ decision: 'flagged', isReviewed: true }, cursor))).toEqual(reviewed);
    expect(await readAll((cursor) => verdictPage({ isReviewed: true }, cursor))).toEqual(newestFirst((index) => [...reviewed, clear].includes(seeded[index] ?? '')));
    expect(await readAll((cursor) => verdictPage({ sessionId: 'long', isReviewed: true }, cursor))).toEqual(newestFirst((index) => [...reviewed, clear].includes(seeded[index] ?? '')));
    expect(await readAll((cursor) => verdictPage({ owners: ['ada'], decision: 'flagged', isReviewed: true }, cursor))).toEqual(reviewed);
    expect(await readAll((cursor) => verdictPage({ ...range, decision: 'clear', isReviewed: false }, cursor))).toEqual(newestFirst((index) => decisionOf(index) === 'clear' && seeded[index] !== clear));
  });
});
