import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { externalIdKey } from '../../../domain/registration/external-id.ts';
import { AwsHoldingsStore, type AwsHoldingsStoreProps } from '../../../functions/shared/adapters/aws-holdings-store.ts';
import { DynamoDbPeople } from '../../../functions/shared/adapters/dynamodb-people.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';
import { startLocalAws, type LocalAws } from '../../helpers/local-aws.ts';
import { productTables } from '../../helpers/product-tables.ts';

/** Importing the CDK takes its time on a busy machine. */
const START_TIMEOUT_MS = 120_000;
const PATIENCE_MS = 300;
const [OVER, RUNNING] = ['2026-01-01T00:00:00.000Z', '2999-01-01T00:00:00.000Z'];
/** A registration's. */
const reservation = (leaseExpiresAt: string) => ({ executionName: 'e', reservedAt: OVER, leaseExpiresAt, isWithdrawn: false });

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let aws: LocalAws;
let documents: DynamoDBDocumentClient;
let people: DynamoDbPeople;
const clients: DynamoDBDocumentClient[] = [];

beforeAll(async () => {
  folder = await createDataFolder();
  aws = await startLocalAws(folder.path, { tables: productTables(), buckets: [], faults: true });
  documents = connect();
  people = peopleOf(documents);
}, START_TIMEOUT_MS);

beforeEach(async () => {
  const { Items: items = [] } = await documents.send(new ScanCommand({ TableName: 'Faces' }));
  for (const { externalImageId } of items) await documents.send(new DeleteCommand({ TableName: 'Faces', Key: { externalImageId: externalImageId as string } }));
  await put('ada', { externalId: 'old' });
  await put(externalIdKey('old'), { holder: 'ada' });
  await put('grace', {});
});

afterAll(async () => {
  for (const client of clients) client.destroy();
  await aws[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
  expect(aws.defects).toEqual([]);
});

function connect(maxAttempts = 1): DynamoDBDocumentClient {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ ...aws.client, maxAttempts }));
  clients.push(client);
  return client;
}

function peopleOf(client: DynamoDBDocumentClient): DynamoDbPeople {
  return new DynamoDbPeople(client, 'Faces', { patienceMs: PATIENCE_MS });
}

/** People whose first such request is held up until something else has happened. */
function heldUp(request: 'PutItemCommand' | 'UpdateItemCommand' | 'DeleteItemCommand', meanwhile: () => Promise<unknown>): DynamoDbPeople {
  const client = connect();
  let isFirst = true;
  client.middlewareStack.add(
    (next, { commandName }) => async (args) => {
      if (commandName === request && isFirst) {
        isFirst = false;
        await meanwhile();
      }
      return next(args);
    },
    { step: 'initialize' },
  );
  return peopleOf(client);
}

async function put(externalImageId: string, rest: Record<string, unknown>): Promise<void> {
  const person = 'holder' in rest ? {} : { fullName: externalImageId, lowerCaseName: externalImageId, state: 'registered', registeredBy: 'admin', faceIds: [`face-${externalImageId}`] };
  await documents.send(new PutCommand({ TableName: 'Faces', Item: { externalImageId, ...person, ...rest } }));
}

async function item(externalImageId: string): Promise<Record<string, unknown> | undefined> {
  return (await documents.send(new GetCommand({ TableName: 'Faces', Key: { externalImageId }, ConsistentRead: true }))).Item;
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : String(error));
const hasNone = { ada: 'old', guards: { 'externalId#old': 'ada' } };

/** Which external ids people have, and for whom which are kept, by `holder`, or `holder leased`. */
async function whoHasWhat(): Promise<Record<string, unknown>> {
  const { Items: items = [] } = await documents.send(new ScanCommand({ TableName: 'Faces', ConsistentRead: true }));
  const guards = items.filter(({ holder }) => holder !== undefined);
  const having = items.filter(({ externalId }) => externalId !== undefined);
  return {
    ...Object.fromEntries(having.map(({ externalImageId, externalId }) => [String(externalImageId), externalId as unknown])),
    guards: Object.fromEntries(guards.map(({ externalImageId, holder, leaseExpiresAt }) => [String(externalImageId), leaseExpiresAt === undefined ? holder : `${String(holder)} leased`] as [string, unknown])),
  };
}

const MOVED = { ada: 'new', guards: { 'externalId#new': 'ada' } };

describe('changes of one person at once', () => {
  it.each(['PutItemCommand', 'UpdateItemCommand', 'DeleteItemCommand'] as const)('to one external id are both made, and it is kept for good, when the %s of the first is held up', async (request) => {
    let second: unknown;
    const first = heldUp(request, async () => { second = await people.change('ada', { externalId: 'new' }).catch(nameOf); });
    expect(await first.change('ada', { externalId: 'new' })).toMatchObject({ externalId: 'new' });
    // Whoever waits for the other longer than they can is told to come again.
    expect(request === 'UpdateItemCommand' ? second : (second as { externalId: string }).externalId).toBe(request === 'UpdateItemCommand' ? 'UnavailableError' : 'new');
    expect(await whoHasWhat()).toEqual(MOVED);
  });

  it('to different external ids are all made, and only the last one is kept', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, (_, n) => people.change('ada', { externalId: `id-${String(n)}` })));
    for (const answer of answers) expect(answer).toMatchObject({ externalImageId: 'ada' });
    const externalId = String((await item('ada'))?.externalId);
    expect(await whoHasWhat()).toEqual({ ada: externalId, guards: { [externalIdKey(externalId)]: 'ada' } });
  });

  it('are made one after the other when the second comes between the two steps of the first', async () => {
    const first = heldUp('UpdateItemCommand', () => people.change('ada', { externalId: 'between' }));
    expect(await first.change('ada', { fullName: 'Ada King', externalId: 'new' })).toMatchObject({ fullName: 'Ada King', externalId: 'new' });
    expect(await whoHasWhat()).toEqual(MOVED);
  });

  it('find nobody only where the person is gone, and let go what they took', async () => {
    const change = heldUp('UpdateItemCommand', () => documents.send(new DeleteCommand({ TableName: 'Faces', Key: { externalImageId: 'ada' } })));
    expect(await change.change('ada', { externalId: 'new' })).toBeNull();
    expect(await whoHasWhat()).toEqual({ guards: { 'externalId#old': 'ada' } });
  });

  it.each(['PutItem', 'UpdateItem', 'DeleteItem'])('are not misled by a lost reply of %s', async (operation) => {
    await fetch(`${aws.url}/_faults`, { method: 'PUT', body: JSON.stringify([{ service: 'dynamodb', operation, kind: 'drop', times: 1 }]) });
    expect(await peopleOf(connect(3)).change('ada', { externalId: 'new' })).toMatchObject({ externalId: 'new' });
    expect(await whoHasWhat()).toEqual(MOVED);
  });
});

describe('an external id that somebody has', () => {
  it.each([
    ['leased, as a change leaves it that was cut off', { holder: 'ada', leaseExpiresAt: RUNNING }],
    ['leased for long', { holder: 'ada', leaseExpiresAt: OVER }],
    ['not at all', null],
  ])('and that is kept for them %s is kept for good once the change is repeated', async (_, guard) => {
    await documents.send(new DeleteCommand({ TableName: 'Faces', Key: { externalImageId: externalIdKey('old') } }));
    if (guard !== null) await put(externalIdKey('old'), guard);
    expect(await people.change('ada', { externalId: 'old' })).toMatchObject({ externalId: 'old' });
    expect(await whoHasWhat()).toEqual(hasNone);
  });

  it.each([['for good', {}], ['under a lease that is over', { leaseExpiresAt: OVER }]])('and that is kept %s is nobody else’s', async (_, lease) => {
    await put(externalIdKey('old'), { holder: 'ada', ...lease });
    await expect(people.change('grace', { externalId: 'old' })).rejects.toMatchObject({ code: 'EXTERNAL_ID_TAKEN', field: 'externalId' });
    expect(await item('grace')).not.toHaveProperty('externalId');
  });
});

describe('the reconciliation of external ids', () => {
  const store = (): Pick<AwsHoldingsStore, 'removeGuard' | 'keepExternalId'> => new AwsHoldingsStore({ documents, facesTable: 'Faces', collectionId: '', photosBucket: '' } as unknown as AwsHoldingsStoreProps);

  it('lets go what is left behind, but not what its holder got back since', async () => {
    await put(externalIdKey('new'), { holder: 'ada' });
    const seen = { externalId: 'new', leaseExpiresAt: null };
    await people.change('ada', { externalId: 'new' });
    expect(await store().removeGuard('ada', seen)).toBe(false);
    expect(await whoHasWhat()).toEqual(MOVED);
    const { takenBy } = (await item(externalIdKey('new'))) as { takenBy: string };
    expect(await store().removeGuard('ada', { ...seen, takenBy })).toBe(true);
  });

  it.each([
    ['is not there', null, true, 'ada'],
    ['has a lease that is over', { holder: 'ada', leaseExpiresAt: OVER }, true, 'ada'],
    ['has a lease that runs', { holder: 'ada', leaseExpiresAt: RUNNING }, false, 'ada leased'],
    ['is somebody else’s', { holder: 'grace' }, false, 'grace'],
  ])('keeps one for its holder only where nobody decides: one that %s', async (_, guard, isMade, holder) => {
    await documents.send(new DeleteCommand({ TableName: 'Faces', Key: { externalImageId: externalIdKey('old') } }));
    if (guard !== null) await put(externalIdKey('old'), guard);
    expect(await store().keepExternalId('ada', 'old')).toBe(isMade);
    expect(await whoHasWhat()).toMatchObject({ guards: { 'externalId#old': holder } });
  });
});

describe('an external id that is left behind', () => {
  it.each([
    ['by nobody who is there', null],
    ['by a registration that was cut off', { state: 'pending', reservation: reservation(OVER) }],
    ['by somebody who has another', { externalId: 'another' }],
    ['by somebody who has none', {}],
  ])('%s is taken over', async (_, holder) => {
    if (holder !== null) await put('left', holder);
    await put(externalIdKey('new'), { holder: 'left' });
    expect(await people.change('ada', { externalId: 'new' })).toMatchObject({ externalId: 'new' });
    expect(await whoHasWhat()).toMatchObject(MOVED);
  });

  it.each([
    ['a registration under way', { state: 'pending', reservation: reservation(RUNNING) }, {}],
    ['another change under way', {}, { leaseExpiresAt: RUNNING }],
  ])('is not what %s holds', async (_, holder, lease) => {
    await put('left', holder);
    await put(externalIdKey('new'), { holder: 'left', ...lease });
    await expect(people.change('ada', { externalId: 'new' })).rejects.toMatchObject({ code: 'EXTERNAL_ID_TAKEN' });
    expect(await whoHasWhat()).toMatchObject({ ada: 'old' });
  });

  it('of a registration under way that is refused is waited for', async () => {
    await put('left', { state: 'pending', reservation: reservation(RUNNING) });
    await put(externalIdKey('new'), { holder: 'left', leaseExpiresAt: RUNNING });
    const change = new DynamoDbPeople(documents, 'Faces', { patienceMs: 30_000 }).change('ada', { externalId: 'new' });
    await documents.send(new DeleteCommand({ TableName: 'Faces', Key: { externalImageId: externalIdKey('new') } }));
    expect(await change).toMatchObject({ externalId: 'new' });
  });

  it.each([
    ['PutItemCommand', 'whoever is first', 'grace'],
    ['UpdateItemCommand', 'whoever takes it back first', 'ada'],
  ] as const)('is of two who want it only one’s, held up at the %s: %s', async (request, _, winner) => {
    await put(externalIdKey('new'), { holder: 'ada' });
    let other: unknown;
    const own = heldUp(request, async () => { other = await people.change('grace', { externalId: 'new' }).catch(nameOf); });
    const mine = await own.change('ada', { externalId: 'new' }).catch(nameOf);
    expect([winner === 'grace' ? mine : other, winner === 'grace' ? other : mine]).toEqual(['ExternalIdTakenError', expect.objectContaining({ externalImageId: winner, externalId: 'new' })]);
    expect(await whoHasWhat()).toEqual({ ada: winner === 'ada' ? 'new' : 'old', ...(winner === 'ada' ? {} : { grace: 'new' }), guards: { ...(winner === 'ada' ? {} : { 'externalId#old': 'ada' }), 'externalId#new': winner } });
  });
});
