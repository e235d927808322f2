import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { TableResource } from '../assembly/assembly.ts';
import { isClientError, runOperation } from './dynalite.ts';
import type { Store } from './dynalite.ts';
import { TableDriftError } from './errors.ts';
import { definitionOf, differenceOf } from './table-definition.ts';
import type { TableDefinition } from './table-definition.ts';

/**
 * Creates the template's table where it is absent.
 * @throws TableDriftError where there is one with other keys or indexes
 */
export async function ensureTable(store: Store, table: TableResource): Promise<void> {
  const wanted = definitionOf(table);
  const actual = await describe(store, table.name);
  if (actual?.TableStatus === 'ACTIVE') {
    const difference = differenceOf(actual, wanted);
    if (difference !== null) throw new TableDriftError(table.name, difference);
    return;
  }
  // A table that was being created when its process was killed never becomes active, and holds nothing.
  if (actual) await promisify(store.tableDb.del.bind(store.tableDb))(table.name);
  await runOperation(store, 'CreateTable', { ...wanted });
  while ((await describe(store, table.name))?.TableStatus !== 'ACTIVE') await nextTurn();
}

async function describe(store: Store, tableName: string): Promise<(TableDefinition & { TableStatus: string }) | null> {
  try {
    const { Table } = await runOperation(store, 'DescribeTable', { TableName: tableName });
    return Table as TableDefinition & { TableStatus: string };
  } catch (error) {
    if (isClientError(error) && error.body.__type.endsWith('#ResourceNotFoundException')) return null;
    throw error;
  }
}
