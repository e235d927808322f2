import { setImmediate as nextTurn } from 'node:timers/promises';
import { isClientError, runOperation, type Store } from './dynalite.ts';
import type { TableDefinition } from './table-definition.ts';

/** Creates a table and waits until it is ready. */
export async function createTable(store: Store, definition: TableDefinition): Promise<void> {
  await runOperation(store, 'CreateTable', { ...definition });
  while ((await describeTable(store, definition.TableName))?.TableStatus !== 'ACTIVE') await nextTurn();
}

/** The table as it is on disk; null where there is none. */
export async function describeTable(store: Store, tableName: string): Promise<(TableDefinition & { TableStatus: string }) | null> {
  try {
    const { Table } = await runOperation(store, 'DescribeTable', { TableName: tableName });
    return Table as TableDefinition & { TableStatus: string };
  } catch (error) {
    if (isClientError(error) && error.body.__type.endsWith('#ResourceNotFoundException')) return null;
    throw error;
  }
}
