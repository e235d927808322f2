import { randomUUID } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Collection } from '../../../local/rekognition/collections/collection.ts';
import { CollectionStore } from '../../../local/rekognition/collections/collection-store.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';

/** What may happen to a collection. Numbers choose among what is there. */
const Change = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('add' as const), faces: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), face: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('create-user' as const), user: fc.nat(3) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('associate' as const), user: fc.nat(3), face: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('disassociate' as const), user: fc.nat(3), face: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete-user' as const), user: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('tag' as const), tags: fc.dictionary(fc.constantFrom('room', 'exam'), fc.constantFrom('', '1', '2')) }) },
  // A process that ends without a word, in the midst of writing a line.
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('kill' as const), torn: fc.constantFrom('', '{', '{"kind":"faces-added","faces":[{"ordi') }) },
);
type Change = typeof Change extends fc.Arbitrary<infer T> ? T : never;

const axis = (index: number) => Float32Array.from({ length: 8 }, (_, at) => (at === index % 8 ? 1 : 0));

async function apply(collection: Collection, change: Exclude<Change, { kind: 'kill' }>): Promise<void> {
  const faceId = 'face' in change ? [...collection.faces.keys()].at(change.face) : undefined;
  const userId = 'user' in change ? `user-${change.user}` : '';
  const user = collection.users.get(userId);
  switch (change.kind) {
    case 'add':
      await collection.add(
        Array.from({ length: change.faces }, (_, index) => ({
          faceId: randomUUID(), imageId: 'image', externalImageId: null, box: { left: 0, top: 0, width: 1, height: 1 }, confidencePercent: 99, vector: axis(collection.nextOrdinal + index),
        })),
      );
      return;
    case 'remove':
      if (faceId !== undefined) await collection.removeFaces([faceId]);
      return;
    case 'create-user':
      if (!user) await collection.decide(null, () => ({ change: { kind: 'user-created', ordinal: collection.nextOrdinal, userId }, answer: null }));
      return;
    case 'associate':
      if (user && faceId !== undefined && collection.userOf(faceId) === undefined) await collection.decide(null, () => ({ change: { kind: 'faces-associated', userId, faceIds: [faceId] }, answer: null }));
      return;
    case 'disassociate':
      if (user && faceId !== undefined && user.faceIds.includes(faceId)) await collection.decide(null, () => ({ change: { kind: 'faces-disassociated', userId, faceIds: [faceId] }, answer: null }));
      return;
    case 'tag':
      await collection.decide(null, () => ({ change: { kind: 'tags-set', tags: change.tags }, answer: null }));
      return;
    case 'delete-user':
      if (user) await collection.decide(null, () => ({ change: { kind: 'user-removed', userId }, answer: null }));
  }
}

/** All that can be asked of a collection. */
async function everything(collection: Collection) {
  const found = await collection.searchFaces(axis(1), { minSimilarityPercent: 90, maxResults: 100 });
  const users = [...collection.users.values()];
  return {
    tags: { ...collection.tags },
    faces: [...collection.faces.values()].map((face) => ({ ...face, user: collection.userOf(face.faceId), vector: [...(collection.faceVector(face.faceId) ?? [])] })),
    users: users.map((user) => ({ ...user, vector: [...(collection.userVector(user.userId) ?? [])] })),
    found: found.map(({ face, similarityPercent }) => `${face.faceId} ${similarityPercent}`).sort(),
    nextOrdinal: collection.nextOrdinal,
  };
}

describe('a collection', () => {
  it('is after any changes and kills what it was when the last change was acknowledged', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(Change, { minLength: 1, maxLength: 25 }), async (changes) => {
        await using folder = await createDataFolder();
        let store = await CollectionStore.open(folder.path, 'model-1');
        await store.create('people');
        const given = new Set<number>();
        for (const change of [...changes, { kind: 'kill', torn: '' } as const]) {
          const collection = store.get('people');
          if (change.kind !== 'kill') {
            const known = new Set(collection.faces.keys());
            await apply(collection, change);
            for (const face of collection.faces.values()) {
              if (known.has(face.faceId)) continue;
              expect(given.has(face.ordinal)).toBe(false);
              given.add(face.ordinal);
            }
            continue;
          }
          const before = await everything(collection);
          await appendFile(collection.path, change.torn);
          await store.close();
          store = await CollectionStore.open(folder.path, 'model-1');
          expect(await everything(store.get('people'))).toEqual(before);
        }
        await store.close();
      }),
      { numRuns: 40 },
    );
  });
});
