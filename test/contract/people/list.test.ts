import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DynamoDbPeople } from '../../../functions/shared/adapters/dynamodb-people.ts';
import { PERSON_STATES } from '../../../functions/shared/ports/people.ts';
import { INDEX } from '../../../infra/constructs/tables.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';
import { startLocalAws, type LocalAws } from '../../helpers/local-aws.ts';
import { productTables } from '../../helpers/product-tables.ts';

/** Importing the CDK takes its time on a busy machine. */
const START_TIMEOUT_MS = 120_000;
/** A page has fifty. */
const COUNT = 60;

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let aws: LocalAws;
let documents: DynamoDBDocumentClient;
let people: DynamoDbPeople;

beforeAll(async () => {
  folder = await createDataFolder();
  aws = await startLocalAws(folder.path, { tables: productTables(), buckets: [] });
  documents = DynamoDBDocumentClient.from(new DynamoDBClient(aws.client));
  people = new DynamoDbPeople(documents, 'Faces', { byName: INDEX.facesByName });
}, START_TIMEOUT_MS);

afterAll(async () => {
  documents.destroy();
  await aws[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
  expect(aws.defects).toEqual([]);
});

describe('the list of people', () => {
  it.each(PERSON_STATES)('who are %s has every one of them once, page after page', async (state) => {
    const wanted = Array.from({ length: COUNT }, (_, n) => `${state}-${String(n).padStart(3, '0')}`);
    await Promise.all(wanted.map((externalImageId) => documents.send(new PutCommand({ TableName: 'Faces', Item: { externalImageId, fullName: externalImageId, lowerCaseName: externalImageId, state, registeredBy: 'admin' } }))));
    const first = await people.list('', state, null);
    const second = await people.list('', state, first.nextCursor);
    expect([first.items.length, [...first.items, ...second.items].map(({ externalImageId }) => externalImageId), second.nextCursor]).toEqual([50, wanted, null]);
  });
});
