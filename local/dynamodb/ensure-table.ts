import { promisify } from 'node:util';
import type { TableResource } from '../assembly/assembly.ts';
import { createTable, describeTable } from './create-table.ts';
import type { Store } from './dynalite.ts';
import { TableDriftError } from './errors.ts';
import { rebuildIndexes } from './rebuild-indexes.ts';
import { definitionOf, differenceOf } from './table-definition.ts';

/**
 * Creates the template's table where it is absent, and makes the indexes of one anew that has others.
 * @throws TableDriftError where there is one with other keys
 */
export async function ensureTable(store: Store, table: TableResource): Promise<void> {
  const wanted = definitionOf(table);
  const actual = await describeTable(store, table.name);
  if (actual?.TableStatus === 'ACTIVE' || actual?.TableStatus === 'UPDATING') {
    const difference = differenceOf(actual, wanted);
    if (difference === 'keys') throw new TableDriftError(table.name);
    if (difference === 'indexes' || actual.TableStatus === 'UPDATING') await rebuildIndexes(store, table.name, wanted);
    return;
  }
  // A table that was being created when its process was killed never becomes active, and holds nothing.
  if (actual) await promisify(store.tableDb.del.bind(store.tableDb))(table.name);
  await createTable(store, wanted);
}
