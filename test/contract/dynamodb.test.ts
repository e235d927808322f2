import { join } from 'node:path';
import { promisify } from 'node:util';
import { DescribeTableCommand, DynamoDBClient, GetItemCommand, ListTablesCommand, PutItemCommand, QueryCommand, TransactWriteItemsCommand, UpdateItemCommand, DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TableResource } from '../../local/assembly/assembly.ts';
import { createStore, runOperation } from '../../local/dynamodb/dynalite.ts';
import { DataFolderInUseError, TableDriftError } from '../../local/dynamodb/errors.ts';
import { createDataFolder } from '../helpers/data-folder.ts';
import { waitUntil } from '../helpers/wait-until.ts';
import { startLocalAws, VERDICTS } from '../helpers/local-aws.ts';
import type { LocalAws } from '../helpers/local-aws.ts';

const ABSENT = 'attribute_not_exists(sessionId)';

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let aws: LocalAws;
let client: DynamoDBClient;

beforeAll(async () => {
  folder = await createDataFolder();
  aws = await startLocalAws(folder.path);
  client = new DynamoDBClient(aws.client);
});
afterAll(async () => {
  client.destroy();
  await aws[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
  expect(aws.defects).toEqual([]);
});

const verdict = (sessionId: string, sequence: number, verdictId = `${sessionId}-${sequence}`) => ({ sessionId: { S: sessionId }, sequence: { N: String(sequence) }, verdictId: { S: verdictId } });
const byVerdictId = async (verdictId: string) => (await client.send(new QueryCommand({ TableName: 'Verdicts', IndexName: 'byVerdictId', KeyConditionExpression: 'verdictId = :id', ExpressionAttributeValues: { ':id': { S: verdictId } } }))).Items;

describe('DynamoDB on one machine', () => {
  it('has the table of the template, its index and its ARN', async () => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'Verdicts' }));
    expect(Table).toMatchObject({ TableStatus: 'ACTIVE', TableArn: VERDICTS.arn, BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' }, KeySchema: VERDICTS.properties.KeySchema });
    expect(Table?.GlobalSecondaryIndexes).toMatchObject([{ IndexName: 'byVerdictId', IndexStatus: 'ACTIVE' }]);
  });

  it('lets one of many concurrent conditional writes succeed', async () => {
    const writes = await Promise.allSettled(Array.from({ length: 40 }, (_, index) => client.send(new PutItemCommand({ TableName: 'Verdicts', Item: verdict('race', 1, `racer-${index}`), ConditionExpression: ABSENT }))));
    expect(writes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = writes.flatMap((write) => (write.status === 'rejected' ? [(write.reason as Error).name] : []));
    expect(new Set(refusals)).toEqual(new Set(['ConditionalCheckFailedException']));
  });

  it('brings back the item that was in the way, when asked to', async () => {
    const first = verdict('conflict', 1, 'first');
    await client.send(new PutItemCommand({ TableName: 'Verdicts', Item: first }));
    const write = { TableName: 'Verdicts', Item: verdict('conflict', 1, 'second'), ConditionExpression: ABSENT };
    await expect(client.send(new PutItemCommand({ ...write, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }))).rejects.toMatchObject({ name: 'ConditionalCheckFailedException', message: 'The conditional request failed', Item: first });
    const plain: unknown = await client.send(new PutItemCommand(write)).catch((error: unknown) => error);
    expect(plain).toMatchObject({ name: 'ConditionalCheckFailedException' });
    expect((plain as { Item?: unknown }).Item).toBeUndefined();
  });

  it('reads the head of a chain at once after it was written', async () => {
    for (let sequence = 1; sequence <= 12; sequence += 1) {
      await client.send(new PutItemCommand({ TableName: 'Verdicts', Item: verdict('chain', sequence), ConditionExpression: ABSENT }));
      const { Items } = await client.send(new QueryCommand({ TableName: 'Verdicts', ConsistentRead: true, ScanIndexForward: false, Limit: 1, KeyConditionExpression: 'sessionId = :s', ExpressionAttributeValues: { ':s': { S: 'chain' } } }));
      expect(Items).toEqual([verdict('chain', sequence)]);
    }
  });

  it('pages through a query', async () => {
    for (let sequence = 1; sequence <= 5; sequence += 1) await client.send(new PutItemCommand({ TableName: 'Verdicts', Item: verdict('pages', sequence) }));
    const query = { TableName: 'Verdicts', Limit: 2, KeyConditionExpression: 'sessionId = :s', ExpressionAttributeValues: { ':s': { S: 'pages' } } };
    const sequences: (string | undefined)[] = [];
    let ExclusiveStartKey: Record<string, { S: string } | { N: string }> | undefined;
    do {
      const page = await client.send(new QueryCommand({ ...query, ExclusiveStartKey }));
      sequences.push(...(page.Items ?? []).map((item) => item.sequence?.N));
      ExclusiveStartKey = page.LastEvaluatedKey as typeof ExclusiveStartKey;
    } while (ExclusiveStartKey);
    expect(sequences).toEqual(['1', '2', '3', '4', '5']);
  });

  it('keeps the index with the item: put, moved, taken out, deleted', async () => {
    const Key = { sessionId: { S: 'index' }, sequence: { N: '1' } };
    await client.send(new PutItemCommand({ TableName: 'Verdicts', Item: { ...Key, verdictId: { S: 'before' } } }));
    await expect(byVerdictId('before')).resolves.toHaveLength(1);
    await client.send(new UpdateItemCommand({ TableName: 'Verdicts', Key, UpdateExpression: 'SET verdictId = :v', ConditionExpression: 'verdictId = :before', ExpressionAttributeValues: { ':v': { S: 'after' }, ':before': { S: 'before' } } }));
    await expect(byVerdictId('before')).resolves.toEqual([]);
    await expect(byVerdictId('after')).resolves.toEqual([{ ...Key, verdictId: { S: 'after' } }]);
    await client.send(new UpdateItemCommand({ TableName: 'Verdicts', Key, UpdateExpression: 'REMOVE verdictId' }));
    await expect(byVerdictId('after')).resolves.toEqual([]);
    await client.send(new UpdateItemCommand({ TableName: 'Verdicts', Key, UpdateExpression: 'SET verdictId = :v', ExpressionAttributeValues: { ':v': { S: 'again' } } }));
    await client.send(new DeleteItemCommand({ TableName: 'Verdicts', Key }));
    await expect(byVerdictId('again')).resolves.toEqual([]);
  });

  it('refuses an update whose condition does not hold', async () => {
    const Key = { sessionId: { S: 'update' }, sequence: { N: '1' } };
    await client.send(new PutItemCommand({ TableName: 'Verdicts', Item: { ...Key, verdictId: { S: 'v' }, state: { S: 'open' } } }));
    const close = new UpdateItemCommand({ TableName: 'Verdicts', Key, UpdateExpression: 'SET #s = :closed', ConditionExpression: '#s = :open', ExpressionAttributeNames: { '#s': 'state' }, ExpressionAttributeValues: { ':closed': { S: 'closed' }, ':open': { S: 'open' } }, ReturnValues: 'ALL_NEW' });
    await expect(client.send(close)).resolves.toMatchObject({ Attributes: { state: { S: 'closed' } } });
    await expect(client.send(close)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  });

  it('answers errors as DynamoDB does', async () => {
    await expect(client.send(new GetItemCommand({ TableName: 'Absent', Key: { a: { S: 'b' } } }))).rejects.toMatchObject({ name: 'ResourceNotFoundException', message: 'Requested resource not found', $metadata: { httpStatusCode: 400 } });
    await expect(client.send(new GetItemCommand({ TableName: 'Verdicts', Key: { a: { S: 'b' } } }))).rejects.toMatchObject({ name: 'ValidationException', message: 'The provided key element does not match the schema' });
    await expect(client.send(new TransactWriteItemsCommand({ TransactItems: [] }))).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });
});

describe('the tables on disk', () => {
  const changed = (properties: Record<string, unknown>): TableResource => ({ ...VERDICTS, properties: { ...VERDICTS.properties, ...properties } });

  it('keep their items from one start to the next', async () => {
    await using data = await createDataFolder();
    {
      await using first = await startLocalAws(data.path);
      await new DynamoDBClient(first.client).send(new PutItemCommand({ TableName: 'Verdicts', Item: verdict('kept', 1) }));
    }
    await using second = await startLocalAws(data.path, { tables: [changed({ Tags: [], BillingMode: 'PROVISIONED', ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 } })] });
    const { Item } = await new DynamoDBClient(second.client).send(new GetItemCommand({ TableName: 'Verdicts', Key: { sessionId: { S: 'kept' }, sequence: { N: '1' } } }));
    expect(Item).toEqual(verdict('kept', 1));
  });

  it.each([
    ['keys', changed({ KeySchema: [{ AttributeName: 'sessionId', KeyType: 'HASH' }] })],
    ['types of keys', changed({ AttributeDefinitions: [{ AttributeName: 'sessionId', AttributeType: 'S' }, { AttributeName: 'sequence', AttributeType: 'S' }, { AttributeName: 'verdictId', AttributeType: 'S' }] })],
  ])('refuse a template with other %s, and are usable after', async (_, table) => {
    await using data = await createDataFolder();
    await (await startLocalAws(data.path))[Symbol.asyncDispose]();
    const drift: unknown = await startLocalAws(data.path, { tables: [table] }).catch((error: unknown) => error);
    expect(drift).toBeInstanceOf(TableDriftError);
    expect(String(drift)).toMatch(/Verdicts.* keys .*--reset/);
    await (await startLocalAws(data.path))[Symbol.asyncDispose]();
  });

  it('get the indexes of another template, with every item of before, and lose those that it has not', async () => {
    await using data = await createDataFolder();
    {
      await using first = await startLocalAws(data.path);
      const client = new DynamoDBClient(first.client);
      for (let sequence = 1; sequence <= 3; sequence += 1) await client.send(new PutItemCommand({ TableName: 'Verdicts', Item: { ...verdict('kept', sequence), decision: { S: sequence === 2 ? 'flagged' : 'clear' } } }));
    }
    const byDecision = {
      AttributeDefinitions: [{ AttributeName: 'sessionId', AttributeType: 'S' }, { AttributeName: 'sequence', AttributeType: 'N' }, { AttributeName: 'decision', AttributeType: 'S' }],
      GlobalSecondaryIndexes: [{ IndexName: 'byDecision', KeySchema: [{ AttributeName: 'decision', KeyType: 'HASH' }, { AttributeName: 'sequence', KeyType: 'RANGE' }], Projection: { ProjectionType: 'KEYS_ONLY' } }],
    };
    await using second = await startLocalAws(data.path, { tables: [changed(byDecision)] });
    const client = new DynamoDBClient(second.client);
    const clear = await client.send(new QueryCommand({ TableName: 'Verdicts', IndexName: 'byDecision', KeyConditionExpression: 'decision = :clear', ExpressionAttributeValues: { ':clear': { S: 'clear' } } }));
    expect(clear.Items?.map(({ sequence }) => sequence?.N)).toEqual(['1', '3']);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'Verdicts' }));
    expect([Table?.TableStatus, Table?.TableArn?.endsWith('table/Verdicts'), Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)]).toEqual(['ACTIVE', true, ['byDecision']]);
    expect((await client.send(new ListTablesCommand({}))).TableNames).not.toContain('invigil.draft');
  });

  it('get the rest of their indexes where the making of them was cut short', async () => {
    await using data = await createDataFolder();
    {
      await using first = await startLocalAws(data.path);
      await new DynamoDBClient(first.client).send(new PutItemCommand({ TableName: 'Verdicts', Item: verdict('kept', 1) }));
    }
    // As a kill leaves it: the table is not ready, and its indexes are empty.
    const store = createStore(join(data.path, 'dynamodb'));
    await store.db.open();
    const { Table } = await runOperation(store, 'DescribeTable', { TableName: 'Verdicts' });
    await promisify(store.tableDb.put.bind(store.tableDb))('Verdicts', { ...(Table as object), TableStatus: 'UPDATING' });
    await store.db.clear({ gte: 'index-', lt: 'index-\xFF' });
    await store.lifecycleManager.gracefulClose();

    await using second = await startLocalAws(data.path);
    const { Items } = await new DynamoDBClient(second.client).send(new QueryCommand({ TableName: 'Verdicts', IndexName: 'byVerdictId', KeyConditionExpression: 'verdictId = :id', ExpressionAttributeValues: { ':id': { S: 'kept-1' } } }));
    expect(Items).toHaveLength(1);
  });

  it('belong to one instance at a time', async () => {
    const second: unknown = await startLocalAws(folder.path).catch((error: unknown) => error);
    expect(second).toBeInstanceOf(DataFolderInUseError);
    expect(String(second)).toContain(folder.path);
  });

  it('are created anew where a creation was cut short', async () => {
    await using data = await createDataFolder();
    await (await startLocalAws(data.path))[Symbol.asyncDispose]();
    const store = createStore(`${data.path}/dynamodb`);
    await store.db.open();
    const { Table } = await runOperation(store, 'DescribeTable', { TableName: 'Verdicts' });
    await new Promise((resolve) => { store.tableDb.put('Verdicts', { ...(Table as object), TableStatus: 'CREATING' }, resolve); });
    await store.lifecycleManager.gracefulClose();
    await using again = await startLocalAws(data.path);
    await expect(new DynamoDBClient(again.client).send(new DescribeTableCommand({ TableName: 'Verdicts' }))).resolves.toMatchObject({ Table: { TableStatus: 'ACTIVE' } });
  });

  it('hold no memory for queries that have ended', async () => {
    await using data = await createDataFolder();
    await (await startLocalAws(data.path))[Symbol.asyncDispose]();
    const store = createStore(`${data.path}/dynamodb`);
    await store.db.open();
    for (let sequence = 1; sequence <= 3; sequence += 1) await runOperation(store, 'PutItem', { TableName: 'Verdicts', Item: verdict('q', sequence) });
    let opened = 0;
    let closed = 0;
    const values = store.db.values.bind(store.db);
    store.db.values = (range) => {
      const iterator = values(range);
      const close = iterator.close.bind(iterator);
      opened += 1;
      iterator.close = async () => {
        await close();
        closed += 1;
      };
      return iterator;
    };
    for (let count = 0; count < 5; count += 1) await runOperation(store, 'Query', { TableName: 'Verdicts', Limit: 1, KeyConditionExpression: 'sessionId = :s', ExpressionAttributeValues: { ':s': { S: 'q' } } });
    await waitUntil(() => Promise.resolve(closed === 5));
    expect(opened).toBe(5);
    await store.lifecycleManager.gracefulClose();
  });
});
