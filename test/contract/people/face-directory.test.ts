import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { externalIdKey } from '../../../domain/registration/external-id.ts';
import { DynamoDbFaceDirectory } from '../../../functions/shared/adapters/dynamodb-face-directory.ts';
import { DynamoDbPeople } from '../../../functions/shared/adapters/dynamodb-people.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';
import { startLocalAws, type LocalAws } from '../../helpers/local-aws.ts';
import { productTables } from '../../helpers/product-tables.ts';

/** Importing the CDK takes its time on a busy machine. */
const START_TIMEOUT_MS = 120_000;
const GUARD = { externalImageId: externalIdKey('one@example.org'), holder: 'ada' };

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let aws: LocalAws;
let documents: DynamoDBDocumentClient;

beforeAll(async () => {
  folder = await createDataFolder();
  aws = await startLocalAws(folder.path, { tables: productTables(), buckets: [] });
  documents = DynamoDBDocumentClient.from(new DynamoDBClient(aws.client));
  await documents.send(new PutCommand({ TableName: 'Faces', Item: GUARD }));
}, START_TIMEOUT_MS);

afterAll(async () => {
  documents.destroy();
  await aws[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
  expect(aws.defects).toEqual([]);
});

describe('the row that keeps an external id', () => {
  it.each([
    ['whose face is searched', (id: string) => new DynamoDbFaceDirectory(documents, 'Faces').find(id)],
    ['who is read', (id: string) => new DynamoDbPeople(documents, 'Faces').find(id)],
    ['who is changed', (id: string) => new DynamoDbPeople(documents, 'Faces').change(id, { fullName: 'X' })],
    ['who is removed', (id: string) => new DynamoDbPeople(documents, 'Faces').beginRemoval(id)],
  ])('is nobody %s, as an id that nobody has', async (_, find) => {
    expect([await find(GUARD.externalImageId), await find(externalIdKey('nobody@example.org'))]).toEqual([null, null]);
  });
});
