import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { externalIdKey } from '../../../domain/registration/external-id.ts';
import { DynamoDbFaceDirectory } from '../../../functions/shared/adapters/dynamodb-face-directory.ts';
import { DynamoDbPeople } from '../../../functions/shared/adapters/dynamodb-people.ts';
import { useProductDatabase } from '../../helpers/product-database.ts';

const GUARD = { externalImageId: externalIdKey('one@example.org'), holder: 'ada' };

const database = useProductDatabase();
beforeAll(() => database.documents.send(new PutCommand({ TableName: 'Faces', Item: GUARD })));

describe('the row that keeps an external id', () => {
  it.each([
    ['whose face is searched', (id: string) => new DynamoDbFaceDirectory(database.documents, 'Faces').find(id)],
    ['who is read', (id: string) => new DynamoDbPeople(database.documents, 'Faces').find(id)],
    ['who is changed', (id: string) => new DynamoDbPeople(database.documents, 'Faces').change(id, { fullName: 'X' })],
    ['who is removed', (id: string) => new DynamoDbPeople(database.documents, 'Faces').beginRemoval(id)],
  ])('is nobody %s, as an id that nobody has', async (_, find) => {
    expect([await find(GUARD.externalImageId), await find(externalIdKey('nobody@example.org'))]).toEqual([null, null]);
  });
});
