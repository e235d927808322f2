import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { DynamoDbPeople } from '../../../functions/shared/adapters/dynamodb-people.ts';
import { PERSON_STATES } from '../../../functions/shared/ports/people.ts';
import { INDEX } from '../../../infra/constructs/tables.ts';
import { useProductDatabase } from '../../helpers/product-database.ts';

/** A page has fifty. */
const COUNT = 60;

const database = useProductDatabase();
let people: DynamoDbPeople;
beforeAll(() => {
  people = new DynamoDbPeople(database.documents, 'Faces', { byName: INDEX.facesByName });
});

describe('the list of people', () => {
  it.each(PERSON_STATES)('who are %s has every one of them once, page after page', async (state) => {
    const wanted = Array.from({ length: COUNT }, (_, n) => `${state}-${String(n).padStart(3, '0')}`);
    await Promise.all(wanted.map((externalImageId) => database.documents.send(new PutCommand({ TableName: 'Faces', Item: { externalImageId, fullName: externalImageId, lowerCaseName: externalImageId, state, registeredBy: 'admin' } }))));
    const first = await people.list('', state, null);
    const second = await people.list('', state, first.nextCursor);
    expect([first.items.length, [...first.items, ...second.items].map(({ externalImageId }) => externalImageId), second.nextCursor]).toEqual([50, wanted, null]);
  });
});
