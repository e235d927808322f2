import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { CollectionStore, collectionFiles, collectionsFolder } from '../../../local/rekognition/collections/collection-store.ts';
import { reindexCollection } from '../../../local/rekognition/reindex/reindex-collection.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';
import { aFace, FakeVision } from '../../helpers/fake-vision.ts';

const axis = (index: number) => Float32Array.from({ length: 128 }, (_, at) => (at === index ? 1 : 0));
const { box, confidencePercent } = aFace();
const face = (faceId: string, externalImageId: string | null) => ({ faceId, imageId: 'image', externalImageId, box, confidencePercent, vector: axis(1) });

/** A collection of another embedder: two people with a photo, one without, one whose photo shows somebody elsewhere; one of them is a user. */
async function oldCollection(dataDir: string): Promise<string> {
  const store = await CollectionStore.open(dataDir, 'old');
  const collection = await store.create('people');
  await collection.add([face('ada-1', 'ada'), face('bob-1', 'bob'), face('eve-1', null), { ...face('zoe-1', 'zoe'), box: { left: 0, top: 0, width: 0.1, height: 0.1 } }]);
  await collection.decide(null, () => ({ change: { kind: 'user-created', ordinal: collection.nextOrdinal, userId: 'a' }, answer: null }));
  await collection.decide(null, () => ({ change: { kind: 'faces-associated', userId: 'a', faceIds: ['ada-1'] }, answer: null }));
  await store.close();
  const [path = ''] = await collectionFiles(collectionsFolder(dataDir));
  return path;
}

/** FakeVision reads the axis of the vector from the photo. */
const PHOTOS: Readonly<Record<string, string>> = { ada: '5', bob: '6', zoe: '7' };
const photosOf = (externalImageId: string) => Promise.resolve([Buffer.from(PHOTOS[externalImageId] ?? '')]);

describe('indexing again', () => {
  it('keeps ids and users, makes the vectors anew and says which it could not', async () => {
    await using folder = await createDataFolder();
    const path = await oldCollection(folder.path);
    const vision = new FakeVision('new');
    expect(await reindexCollection(path, { vision, photosOf })).toEqual({
      collectionId: 'people',
      current: 0,
      seenAgain: 2,
      lost: [{ faceId: 'eve-1', reason: 'no photo' }, { faceId: 'zoe-1', reason: 'no such face in the photos' }],
    });
    const store = await CollectionStore.open(folder.path, 'new');
    const collection = store.get('people');
    collection.assertEmbedding('new');
    expect([...collection.faces.keys()]).toEqual(['ada-1', 'bob-1', 'eve-1', 'zoe-1']);
    expect(collection.userOf('ada-1')).toBe('a');
    const [query = new Float32Array()] = await vision.embedFaces(Buffer.from('5'), [0]);
    expect((await collection.searchFaces(query, { minSimilarityPercent: 80, maxResults: 9 })).map((match) => match.face.faceId)).toEqual(['ada-1']);
    expect((await collection.searchUsers(query, { minSimilarityPercent: 80, maxResults: 9 })).map((match) => match.user.userId)).toEqual(['a']);
    await store.close();
    expect(await reindexCollection(path, { vision, photosOf })).toMatchObject({ current: 2, seenAgain: 0, lost: [{ faceId: 'eve-1' }, { faceId: 'zoe-1' }] });
  });

  it('goes back to the embedder before without a photo of those whom the other one never saw', async () => {
    await using folder = await createDataFolder();
    const path = await oldCollection(folder.path);
    await reindexCollection(path, { vision: new FakeVision('new'), photosOf });
    expect(await reindexCollection(path, { vision: new FakeVision('old'), photosOf })).toEqual({ collectionId: 'people', current: 2, seenAgain: 2, lost: [] });
  });

  it('leaves a collection as it was when it is cut off', async () => {
    await using folder = await createDataFolder();
    const path = await oldCollection(folder.path);
    await expect(reindexCollection(path, { vision: new FakeVision('new'), photosOf: () => Promise.resolve([Buffer.from('overloaded')]) })).rejects.toMatchObject({ code: 'VISION_OVERLOADED' });
    const store = await CollectionStore.open(folder.path, 'old');
    expect(store.get('people').faceVector('ada-1')).toEqual(axis(1));
    await store.close();
  });
});

describe('a collection of format 1', () => {
  it('is read, and is of format 2 from then on', async () => {
    await using folder = await createDataFolder();
    await (await CollectionStore.open(folder.path, 'model-1')).close();
    const vector = Buffer.from(axis(3).buffer).toString('base64');
    const lines = [
      { format: 1, collectionId: 'staff', embedding: 'model-1', createdAt: '2026-11-20T10:00:00.000Z' },
      { ordinal: 1, faceId: 'ada-id', imageId: 'i', externalImageId: 'ada', box, confidencePercent: 99, vector },
      { ordinal: 4, faceId: 'bob-id', imageId: 'i', externalImageId: null, box, confidencePercent: 98, vector: Buffer.from(axis(4).buffer).toString('base64') },
    ];
    const path = `${collectionsFolder(folder.path)}/${createHash('sha256').update('staff').digest('hex')}.jsonl`;
    await writeFile(path, lines.map((line) => `${JSON.stringify(line)}\n`).join('') + '{"ordinal":5,"torn');
    for (const added of ['new-1', 'new-2']) {
      const store = await CollectionStore.open(folder.path, 'model-1');
      const collection = store.get('staff');
      expect((await collection.searchFaces(axis(3), { minSimilarityPercent: 80, maxResults: 9 })).map((match) => match.face.externalImageId)).toEqual(['ada']);
      const [stored] = await collection.add([face(added, added)]);
      expect(stored?.ordinal).toBe(added === 'new-1' ? 5 : 6);
      await store.close();
    }
  });
});
