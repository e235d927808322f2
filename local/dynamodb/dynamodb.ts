import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TableResource } from '../assembly/assembly.ts';
import { AwsError } from '../aws/aws-error.ts';
import { createJsonService } from '../aws/json-service.ts';
import type { JsonOperation } from '../aws/json-service.ts';
import { ACCOUNT_ID, REGION } from '../aws/service.ts';
import type { AwsService } from '../aws/service.ts';
import { createAtomicWrite } from './atomic-write.ts';
import { createStore, isClientError, OPERATIONS, runOperation } from './dynalite.ts';
import type { ClientError, Item, Operation, Store } from './dynalite.ts';
import { ensureTable } from './ensure-table.ts';
import { DataFolderInUseError } from './errors.ts';

const ITEM_WRITES: ReadonlySet<Operation> = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);

export interface DynamoDbProps {
  dataDir: string;
  tables: TableResource[];
  /** Told of errors that are no answer of DynamoDB: defects of ours. */
  onDefect: (operation: string, error: unknown) => void;
}

/**
 * DynamoDB on disk, in `dynamodb/` of the data folder, with the template's tables created where they are absent and their indexes made anew where
 * the template has others. A write that is
 * answered survives the end of the process. It locks the data folder for all of an instance: open it before the other parts.
 *
 * @throws DataFolderInUseError when another process has it open
 * @throws TableDriftError when a table on disk has other keys than the template
 */
export async function createDynamoDb(props: DynamoDbProps): Promise<AwsService> {
  const store = await openStore(props.dataDir);
  try {
    for (const table of props.tables) await ensureTable(store, table);
  } catch (error) {
    await store.lifecycleManager.gracefulClose();
    throw error;
  }
  return createJsonService({
    signingName: 'dynamodb',
    targetPrefix: 'DynamoDB_20120810',
    jsonVersion: '1.0',
    operations: Object.fromEntries(OPERATIONS.map((operation) => [operation, operationOf(store, operation)])),
    onDefect: props.onDefect,
    close: () => store.lifecycleManager.gracefulClose(),
  });
}

async function openStore(dataDir: string): Promise<Store> {
  const folder = join(dataDir, 'dynamodb');
  await mkdir(folder, { recursive: true });
  const store = createStore(folder);
  store.tableDb.awsAccountId = ACCOUNT_ID;
  store.tableDb.awsRegion = REGION;
  try {
    await store.db.open();
  } catch (error) {
    if (isLocked(error)) throw new DataFolderInUseError(dataDir, { cause: error });
    throw error;
  }
  return store;
}

function isLocked(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: unknown } };
  return cause?.code === 'LEVEL_LOCKED';
}

function operationOf(store: Store, operation: Operation): JsonOperation {
  return async (input) => {
    const write = ITEM_WRITES.has(operation) ? createAtomicWrite(store) : null;
    const returnsExisting = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
    try {
      return await runOperation(write?.store ?? store, operation, input);
    } catch (error) {
      throw isClientError(error) ? answerOf(error, returnsExisting ? write?.existingItem() : undefined) : error;
    }
  };
}

function answerOf({ statusCode, body }: ClientError, existingItem: Item | undefined): AwsError {
  const members = existingItem && body.__type.endsWith('#ConditionalCheckFailedException') ? { Item: existingItem } : {};
  return new AwsError(body.__type, body.message ?? body.Message ?? '', { statusCode, members });
}
