import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { externalIdKey } from '../../../domain/registration/external-id.ts';
import { isLeased } from '../../../domain/registration/reservation.ts';
import { DynamoDbPeople } from '../../../functions/shared/adapters/dynamodb-people.ts';
import { toHeldRow } from '../../../functions/shared/adapters/held-row.ts';
import { useProductDatabase } from '../../helpers/product-database.ts';


const QUALITY = { faceSidePx: 200, sharpnessPercent: 80, brightnessPercent: 60, yawDegrees: 0, pitchDegrees: 0, rollDegrees: 0 };
const PHOTO = { faceId: 'f1', key: 'photos/ada/1.jpg', sha256: 'a'.repeat(64), registrationId: 'r', quality: QUALITY, addedAt: '2026-01-02T12:00:00.000Z', addedBy: 'admin' };

const database = useProductDatabase();
let people: DynamoDbPeople;
beforeAll(() => {
  people = new DynamoDbPeople(database.documents, 'Faces');
});

async function register(externalImageId: string): Promise<void> {
  const externalId = `${externalImageId}@example.org`;
  const row = { externalImageId, fullName: 'Ada', lowerCaseName: 'ada', externalId, state: 'registered', registeredAt: PHOTO.addedAt, registeredBy: 'admin', faceIds: ['f1'], photos: [PHOTO] };
  await database.documents.send(new PutCommand({ TableName: 'Faces', Item: row }));
  await database.documents.send(new PutCommand({ TableName: 'Faces', Item: { externalImageId: externalIdKey(externalId), holder: externalImageId } }));
}

describe('the rows of a person who is removed', () => {
  it('are counted by the calls that removed them, each once', async () => {
    await register('ada');
    const begun = await Promise.all([people.beginRemoval('ada'), people.beginRemoval('ada')]);
    expect(begun).toEqual([{ externalId: 'ada@example.org' }, { externalId: 'ada@example.org' }]);
    const { Item: row } = await database.documents.send(new GetCommand({ TableName: 'Faces', Key: { externalImageId: 'ada' } }));
    expect(toHeldRow(row)?.row).toMatchObject({ state: 'removing', faceIds: [], removalLeaseExpiresAt: expect.any(String) });
    expect(isLeased({ leaseExpiresAt: toHeldRow(row)?.row.removalLeaseExpiresAt ?? null }, new Date())).toBe(true);
    const removed = await Promise.all(Array.from({ length: 8 }, async () => people.finishRemoval('ada', 'ada@example.org')));
    expect(removed.reduce((sum, { rows }) => sum + rows, 0)).toBe(2);
    expect(removed.filter(({ listedPhotos }) => listedPhotos !== null).map(({ listedPhotos }) => listedPhotos)).toEqual([1]);
    expect(await people.beginRemoval('ada')).toBeNull();
  });

  it('stay where no removal has begun', async () => {
    await register('grace');
    expect(await people.finishRemoval('grace', null)).toEqual({ rows: 0, listedPhotos: null });
    expect((await database.documents.send(new GetCommand({ TableName: 'Faces', Key: { externalImageId: 'grace' } }))).Item).toMatchObject({ state: 'registered' });
  });
});
