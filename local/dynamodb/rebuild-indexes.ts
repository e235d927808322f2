import { promisify } from 'node:util';
import { createAtomicWrite } from './atomic-write.ts';
import { createTable } from './create-table.ts';
import { runOperation, type Item, type Store } from './dynalite.ts';
import { INDEX_KINDS, type TableDefinition } from './table-definition.ts';

/** Under this name the definition is made, by the operation that makes all of them. */
const DRAFT = 'invigil.draft';

/**
 * Gives a table other indexes, as UpdateTable does on AWS: those that are no more are dropped, and every item is entered in those that are. The table is
 * UPDATING until all is done; killed before that, it has to be done again from the beginning.
 *
 * @param wanted with the keys that the table has
 */
export async function rebuildIndexes(store: Store, tableName: string, wanted: TableDefinition): Promise<void> {
  const { tableDb } = store;
  const write = promisify(tableDb.put.bind(tableDb));
  const remove = promisify(tableDb.del.bind(tableDb));
  const read = async (name: string): Promise<Item> => (await promisify(tableDb.get.bind(tableDb))(name)) ?? {};

  const before = (await read(tableName)) as unknown as TableDefinition;
  await remove(DRAFT);
  await createTable(store, { ...wanted, TableName: DRAFT });
  const record = JSON.parse(JSON.stringify(await read(DRAFT)).replaceAll(DRAFT, tableName)) as Item;
  await write(tableName, { ...record, TableStatus: 'UPDATING' });
  await remove(DRAFT);
  for (const definition of [before, wanted]) await dropIndexes(store, tableName, definition);
  await enterItems(store, tableName);
  await write(tableName, { ...record, TableStatus: 'ACTIVE' });
}

async function dropIndexes(store: Store, tableName: string, definition: TableDefinition): Promise<void> {
  for (const kind of INDEX_KINDS) {
    for (const { IndexName } of definition[kind] ?? []) {
      // The prefix is that of dynalite/db/index.js.
      const prefix = `index-${kind === 'LocalSecondaryIndexes' ? 'local' : 'global'}~${tableName}~${String(IndexName)}~`;
      await store.db.clear({ gte: prefix, lt: `${prefix}\xFF` });
    }
  }
}

/** Each item once more as it is, which puts it into every index that it belongs to. */
async function enterItems(store: Store, tableName: string): Promise<void> {
  let start: unknown;
  do {
    const { Items: items, LastEvaluatedKey: last } = await runOperation(store, 'Scan', { TableName: tableName, ...(start === undefined ? {} : { ExclusiveStartKey: start }) });
    for (const item of items as Item[]) await runOperation(createAtomicWrite(store).store, 'PutItem', { TableName: tableName, Item: item });
    start = last;
  } while (start !== undefined);
}
