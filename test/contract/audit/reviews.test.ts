import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditAction } from '../../../domain/audit.ts';
import { findBrokenLink } from '../../../domain/chain.ts';
import type { ReviewStatement } from '../../../domain/review.ts';
import type { Verdict } from '../../../domain/verdict.ts';
import { DynamoDbAuditEntries } from '../../../functions/shared/adapters/dynamodb-audit-entries.ts';
import { DynamoDbAuditLog } from '../../../functions/shared/adapters/dynamodb-audit-log.ts';
import { DynamoDbReviews } from '../../../functions/shared/adapters/dynamodb-reviews.ts';
import { DynamoDbVerdictStore } from '../../../functions/shared/adapters/dynamodb-verdict-store.ts';
import type { AuditFilter } from '../../../functions/shared/ports/audit-entries.ts';
import type { AuditedAct } from '../../../functions/shared/ports/audit-log.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';
import { startLocalAws, type LocalAws } from '../../helpers/local-aws.ts';
import { productTables } from '../../helpers/product-tables.ts';
import { chainOf } from '../../helpers/sample-export.ts';
import { putVerdicts } from '../../helpers/seed-verdicts.ts';

/** Importing the CDK takes its time on a busy machine. */
const START_TIMEOUT_MS = 120_000;

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let aws: LocalAws;
let documents: DynamoDBDocumentClient;
let chain: Verdict[];

beforeAll(async () => {
  folder = await createDataFolder();
  aws = await startLocalAws(folder.path, { tables: productTables(), buckets: [] });
  documents = DynamoDBDocumentClient.from(new DynamoDBClient(aws.client));
  chain = chainOf(6);
  await putVerdicts(documents, chain, 'ada');
}, START_TIMEOUT_MS);

afterAll(async () => {
  await aws[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const verdictAt = (index: number): Verdict => chain.at(index) ?? neverThere();
const statement = (decision: ReviewStatement['decision'], note = '', reviewedBy = 'audrey'): ReviewStatement => ({ decision, note, reviewedBy, reviewedAt: new Date().toISOString() });

function neverThere(): never {
  throw new Error('The chain has no such verdict.');
}

describe('a review', () => {
  const reviews = (): DynamoDbReviews => new DynamoDbReviews(documents, 'Reviews', 'Verdicts');

  it('replaces the one before, which stays in its history with who said it', async () => {
    const first = statement('confirmed', 'A phone.');
    const second = statement('dismissed', 'A calculator.', 'alan');
    expect(await reviews().put(verdictAt(0), first)).toMatchObject({ ...first, verdictId: verdictAt(0).verdictId, history: [] });
    const replaced = { ...second, sessionId: verdictAt(0).sessionId, verdictId: verdictAt(0).verdictId, history: [first] };
    expect(await reviews().put(verdictAt(0), second)).toEqual(replaced);
    expect(await reviews().find(verdictAt(0))).toEqual(replaced);
  });

  it('said again by the same person changes nothing', async () => {
    const first = await reviews().put(verdictAt(1), statement('confirmed', 'Same.'));
    expect(await reviews().put(verdictAt(1), statement('confirmed', 'Same.'))).toEqual(first);
    expect((await reviews().put(verdictAt(1), statement('confirmed', 'Same.', 'alan'))).history).toHaveLength(1);
  });

  it('of two who review at once loses neither', async () => {
    await Promise.all(['audrey', 'alan', 'grace'].map((who) => reviews().put(verdictAt(2), statement('confirmed', who, who))));
    const review = await reviews().find(verdictAt(2));
    expect([review?.note, ...(review?.history ?? []).map(({ note }) => note)].sort()).toEqual(['alan', 'audrey', 'grace']);
  });

  it('that is withdrawn counts as none, and its verdict is to be reviewed again', async () => {
    const partitionOf = async ({ sessionId, sequence }: Verdict): Promise<unknown> => (await documents.send(new GetCommand({ TableName: 'Verdicts', Key: { sessionId, sequence } }))).Item?.reviewPartition;
    const verdict = verdictAt(3);
    const before = await partitionOf(verdict);
    await reviews().put(verdict, statement('confirmed', 'By mistake.'));
    expect([await partitionOf(verdict), (await reviews().reviewedOf([verdict])).size]).toEqual([`reviewed#${verdict.decision}`, 1]);
    const withdrawn = await reviews().put(verdict, statement('withdrawn'));
    expect(withdrawn.history.map(({ decision, note }) => [decision, note])).toEqual([['confirmed', 'By mistake.']]);
    expect([await partitionOf(verdict), (await reviews().reviewedOf([verdict])).size, (await reviews().reviewedIn(verdict.sessionId)).has(verdict.verdictId)]).toEqual([before, 0, false]);
  });

  it('of two, of which one is withdrawn at once, leaves the index as the newest says', async () => {
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([reviews().put(verdictAt(3), statement('dismissed', `round ${String(round)}`)), reviews().put(verdictAt(3), statement('withdrawn', `round ${String(round)}`, 'alan'))]);
      const { sessionId, sequence } = verdictAt(3);
      const { Item: item } = await documents.send(new GetCommand({ TableName: 'Verdicts', Key: { sessionId, sequence } }));
      const newest = await reviews().find(verdictAt(3));
      expect(String(item?.reviewPartition).startsWith('reviewed#')).toBe(newest?.decision === 'dismissed');
    }
  });

  it('leaves the record as it is, and is kept as long', async () => {
    await reviews().put(verdictAt(3), statement('dismissed'));
    const store = new DynamoDbVerdictStore(documents, 'Verdicts', 'byVerdictId');
    const recorded = await Promise.all(chain.map(({ sessionId, sequence }) => store.get(sessionId, sequence)));
    expect(recorded).toEqual(chain);
    expect(findBrokenLink(recorded as Verdict[])).toBeNull();
    const expiryOf = async (TableName: string, Key: Record<string, unknown>): Promise<unknown> => (await documents.send(new GetCommand({ TableName, Key }))).Item?.expiresAt;
    const { sessionId, sequence, verdictId } = verdictAt(3);
    expect(await expiryOf('Reviews', { sessionId, verdictId })).toBe(await expiryOf('Verdicts', { sessionId, sequence }));
  });

  it('does not expire under a legal hold', async () => {
    const { sessionId, sequence, verdictId } = verdictAt(4);
    await documents.send(new UpdateCommand({ TableName: 'Verdicts', Key: { sessionId, sequence }, UpdateExpression: 'REMOVE expiresAt' }));
    await reviews().put(verdictAt(4), statement('dismissed'));
    expect((await documents.send(new GetCommand({ TableName: 'Reviews', Key: { sessionId, verdictId } }))).Item).not.toHaveProperty('expiresAt');
  });

  it('is refused when as many have been said as are kept', async () => {
    for (let count = 1; count <= 50; count += 1) await reviews().put(verdictAt(5), statement('confirmed', 'é'.repeat(2_000), `auditor-${String(count)}`));
    await expect(reviews().put(verdictAt(5), statement('dismissed'))).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
    expect((await reviews().find(verdictAt(5)))?.history).toHaveLength(49);
  });

  it('is listed with the others of its session, one for a verdict', async () => {
    const { items, nextCursor } = await reviews().list(verdictAt(0).sessionId, null);
    expect([items.map(({ verdictId }) => verdictId), nextCursor]).toEqual([chain.map(({ verdictId }) => verdictId).sort(), null]);
    expect(await reviews().reviewedIn(verdictAt(0).sessionId)).toEqual(new Set(chain.map(({ verdictId }) => verdictId)));
    expect(await reviews().list('another', null)).toEqual({ items: [], nextCursor: null });
  });
});

describe('the audit log', () => {
  const log = (): DynamoDbAuditLog => new DynamoDbAuditLog(documents, 'AuditLog', 180);
  const entries = async (filter: Partial<AuditFilter> = {}, cursor: string | null = null) =>
    new DynamoDbAuditEntries(documents, 'AuditLog', () => new Date('2026-03-01T12:00:00.000Z')).list({ actor: null, action: null, from: null, to: null, ...filter }, cursor);
  let requests = 0;
  const act = (at: string, action: AuditAction = 'ReadVerdict', target: string | null = 'v', sub = 'audrey'): AuditedAct => {
    requests += 1;
    return { actor: { sub, groups: ['auditor'] }, action, target, requestId: `request-${String(requests)}`, at };
  };

  it('counts equal reads of one window in one entry, also those of one moment', async () => {
    const times = ['10:00:00.000', '10:00:01.000', '10:04:59.999'].map((time) => `2026-03-01T${time}Z`);
    for (const at of times) await log().recordRead(act(at), 200);
    await Promise.all(Array.from({ length: 4 }, async () => log().recordRead(act('2026-03-01T10:04:59.999Z'), 200)));
    await log().recordRead(act('2026-03-01T10:05:00.000Z'), 200);
    await log().recordRead(act('2026-03-01T10:05:00.000Z'), 404);
    await log().recordRead(act('2026-03-01T10:05:00.000Z', 'ReadFrame'), 200);
    const { items } = await entries();
    expect(items.map(({ at, lastAt, times: count, outcome, action }) => [at.slice(11, 19), lastAt.slice(11, 19), count, outcome, action])).toEqual(
      expect.arrayContaining([['10:00:00', '10:04:59', 7, 200, 'ReadVerdict'], ['10:05:00', '10:05:00', 1, 200, 'ReadVerdict'], ['10:05:00', '10:05:00', 1, 404, 'ReadVerdict'], ['10:05:00', '10:05:00', 1, 200, 'ReadFrame']]),
    );
    expect([items.length, items.at(-1)]).toEqual([4, { entryId: expect.stringMatching(/^2026-03-01T10:00:00\.000Z-[0-9a-f]{24}$/), at: times[0], actor: { sub: 'audrey', groups: ['auditor'] }, action: 'ReadVerdict', target: 'v', outcome: 200, requestId: 'request-1', times: 7, lastAt: '2026-03-01T10:04:59.999Z' }]);
  });

  it('has each change by itself, its outcome open until it is known', async () => {
    const open = act('2026-03-01T11:00:00.000Z', 'PutPolicy', null, 'adam');
    const closed = act('2026-03-01T11:00:00.000Z', 'RegisterFace', null, 'adam');
    await log().openChange(open);
    await log().openChange(closed);
    await log().closeChange({ ...closed, target: 'person-1' }, 201);
    const { items } = await entries({ actor: 'adam' });
    expect(items.map(({ action, target, outcome, times }) => [action, target, outcome, times]).sort()).toEqual([['PutPolicy', null, null, 1], ['RegisterFace', 'person-1', 201, 1]]);
    expect((await entries({ actor: 'adam', action: 'PutPolicy' })).items).toHaveLength(1);
  });

  it('is read whole, each entry once, over months, while others are entered', async () => {
    const timeOf = (index: number): string => new Date(Date.UTC(2026, 0, 30) + index * 3_600_000).toISOString();
    await Promise.all(Array.from({ length: 130 }, async (_, index) => log().recordRead(act(timeOf(index), 'ListFaces', String(index)), 200)));
    const filter = { action: 'ListFaces', from: '2026-01-01T00:00:00.000Z', to: '2026-02-28T00:00:00.000Z' } as const;
    const targets: (string | null)[] = [];
    for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
      const page: Awaited<ReturnType<typeof entries>> = await entries(filter, cursor);
      targets.push(...page.items.map(({ target }) => target));
      cursor = page.nextCursor;
      await log().recordRead(act('2026-02-27T00:00:00.000Z', 'ListFaces', `new-${String(targets.length)}`), 200);
    }
    expect(targets).toEqual(Array.from({ length: 130 }, (_, index) => String(129 - index)));
    const early = await entries({ ...filter, to: '2026-01-31T00:30:00.000Z' });
    expect(early.items).toHaveLength(25);
    await expect(entries({ action: 'ReadFrame' }, (await entries(filter)).nextCursor)).rejects.toMatchObject({ field: 'cursor' });
  });
});
