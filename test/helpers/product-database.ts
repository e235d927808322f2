import { afterAll, beforeAll, expect } from '@jest/globals';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDataFolder } from './data-folder.ts';
import { startLocalAws } from './local-aws.ts';
import { productTables } from './product-tables.ts';

/** Importing the CDK takes its time on a busy machine. */
const START_TIMEOUT_MS = 120_000;

/** For the top of a test file: the product's tables, empty, in a real database, for all of its tests. */
export function useProductDatabase(): { readonly documents: DynamoDBDocumentClient } {
  const cleanup = new AsyncDisposableStack();
  let documents: DynamoDBDocumentClient | null = null;

  beforeAll(async () => {
    const folder = cleanup.use(await createDataFolder());
    const aws = cleanup.use(await startLocalAws(folder.path, { tables: productTables(), buckets: [] }));
    cleanup.defer(() => { expect(aws.defects).toEqual([]); });
    documents = cleanup.adopt(DynamoDBDocumentClient.from(new DynamoDBClient(aws.client)), (it) => { it.destroy(); });
  }, START_TIMEOUT_MS);

  afterAll(() => cleanup.disposeAsync());

  return {
    get documents() {
      if (documents === null) throw new Error('The database is there once the first test runs.');
      return documents;
    },
  };
}
