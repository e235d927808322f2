import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import { cacheTables } from './table-cache.ts';
import { createValueStream, type ValueIterator } from './value-stream.ts';

/**
 * The one door to dynalite. Its operations and validations are used, its HTTP server is not: that throws on a connection that a
 * client cuts, which would end the process, and cannot close its store without a port of its own.
 */
const require = createRequire(import.meta.url);

export type Item = Record<string, unknown>;
type Done<T = void> = (error: Error | null, value?: T) => void;

/** A key-value view of the store that belongs to one table or one index. */
export interface SubStore {
  get(key: string, done: Done<Item>): void;
  put(key: string, value: Item, done: Done): void;
  del(key: string, done: Done): void;
  /** Runs one holder after another for a key. */
  lock: unknown;
}

export interface BatchOperation {
  type: 'put' | 'del';
  key: string;
  value?: Item;
}

interface LevelIterator {
  close(): Promise<void>;
  return?: () => Promise<void>;
}

export interface Store {
  db: {
    open(): Promise<void>;
    keys(range: unknown): LevelIterator;
    values(range: unknown): ValueIterator;
    createValueStream(range: object): Readable;
    batch(operations: BatchOperation[], done: Done): void;
    clear(range: { gte: string; lt: string }): Promise<void>;
  };
  tableDb: SubStore & { awsAccountId: string; awsRegion: string };
  getItemDb(tableName: string): SubStore;
  getIndexDb(indexType: string, tableName: string, indexName: string): SubStore;
  lifecycleManager: { gracefulClose(): Promise<void> };
}

interface StoreOptions {
  path: string;
  createTableMs: number;
  deleteTableMs: number;
  updateTableMs: number;
}

type Action = (store: Store, input: Item, done: Done<Item>) => void;

interface Validation {
  types: unknown;
  custom?: unknown;
}

interface Validations {
  checkTypes: (input: Item, types: unknown) => Item;
  checkValidations: (input: Item, types: unknown, custom: unknown, store: Store) => void;
}

/** An error that dynalite means for the client. */
export interface ClientError {
  statusCode: number;
  body: { __type: string; message?: string; Message?: string };
}

export const OPERATIONS = [
  'BatchGetItem', 'BatchWriteItem', 'CreateTable', 'DeleteItem', 'DeleteTable', 'DescribeTable', 'GetItem', 'ListTables',
  'ListTagsOfResource', 'PutItem', 'Query', 'Scan', 'TagResource', 'UntagResource', 'UpdateItem', 'UpdateTable',
] as const;
export type Operation = (typeof OPERATIONS)[number];

const { create } = require('dynalite/db') as { create: (options: StoreOptions) => Store };
const { checkTypes, checkValidations } = require('dynalite/validations') as Validations;
const actions = new Map(OPERATIONS.map((operation) => [operation, require(`dynalite/actions/${fileOf(operation)}`) as Action]));
const validations = new Map(OPERATIONS.map((operation) => [operation, require(`dynalite/validations/${fileOf(operation)}`) as Validation]));

/** The store in a folder, which it makes; tables are ready at once. Opened by `store.db.open()`, which one process at a time can. */
export function createStore(path: string): Store {
  const store = create({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  const keys = store.db.keys.bind(store.db);
  store.db.keys = (range) => {
    const iterator = keys(range);
    // dynalite ends its iterators by this method, which LevelDB's lack: left open, each would hold its memory for ever.
    iterator.return = () => iterator.close();
    return iterator;
  };
  store.db.createValueStream = (range) => createValueStream((options) => store.db.values(options), range);
  cacheTables(store.tableDb);
  return store;
}

/** Validates the input as DynamoDB does and runs the operation. Rejects with a ClientError where DynamoDB would answer one. */
export async function runOperation(store: Store, operation: Operation, input: Item): Promise<Item> {
  const validation = validations.get(operation);
  const action = actions.get(operation);
  if (!validation || !action) throw new Error(`dynalite has no ${operation}.`);
  const checked = checkTypes(input, validation.types);
  checkValidations(checked, validation.types, validation.custom, store);
  return new Promise((resolve, reject) => {
    action(store, checked, (error, output) => {
      if (error) reject(error);
      else resolve(output ?? {});
    });
  });
}

export function isClientError(error: unknown): error is ClientError {
  return error instanceof Error && 'statusCode' in error && 'body' in error;
}

function fileOf(operation: Operation): string {
  return `${operation.charAt(0).toLowerCase()}${operation.slice(1)}.js`;
}
