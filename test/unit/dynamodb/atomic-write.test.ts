import { describe, expect, it } from '@jest/globals';
import { createAtomicWrite } from '../../../local/dynamodb/atomic-write.ts';
import { createStore, runOperation } from '../../../local/dynamodb/dynalite.ts';
import type { BatchOperation } from '../../../local/dynamodb/dynalite.ts';
import { ensureTable } from '../../../local/dynamodb/ensure-table.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';

const TableName = 'Verdicts';
const Key = { sessionId: { S: 's' } };

describe('an atomic write', () => {
  it('puts an item and its index entries into one batch, and takes them out in one', async () => {
    await using folder = await createDataFolder();
    const store = createStore(folder.path);
    await store.db.open();
    await ensureTable(store, {
      name: TableName,
      arn: '',
      timeToLiveAttribute: null,
      properties: {
        AttributeDefinitions: [{ AttributeName: 'sessionId', AttributeType: 'S' }, { AttributeName: 'day', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'sessionId', KeyType: 'HASH' }],
        GlobalSecondaryIndexes: [{ IndexName: 'byDay', KeySchema: [{ AttributeName: 'day', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } }],
      },
    });
    const batches: string[][] = [];
    const write = store.db.batch.bind(store.db);
    store.db.batch = (operations: BatchOperation[], done) => {
      batches.push(operations.map(({ type, key }) => `${type} ${key.split('~').slice(0, -1).join('~')}`));
      write(operations, done);
    };

    const put = createAtomicWrite(store);
    await runOperation(put.store, 'PutItem', { TableName, Item: { ...Key, day: { S: '1' } } });
    expect(put.existingItem()).toBeUndefined();
    const update = createAtomicWrite(store);
    await runOperation(update.store, 'UpdateItem', { TableName, Key, UpdateExpression: 'SET #d = :d', ExpressionAttributeNames: { '#d': 'day' }, ExpressionAttributeValues: { ':d': { S: '2' } } });
    expect(update.existingItem()).toEqual({ ...Key, day: { S: '1' } });
    await runOperation(createAtomicWrite(store).store, 'DeleteItem', { TableName, Key });

    const entry = 'index-global~Verdicts~byDay';
    expect(batches).toEqual([
      [`put ${entry}`, 'put item-Verdicts'],
      [`del ${entry}`, `put ${entry}`, 'put item-Verdicts'],
      [`del ${entry}`, 'del item-Verdicts'],
    ]);
    await store.lifecycleManager.gracefulClose();
  });
});
