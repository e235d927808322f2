import { appendFile, copyFile, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Collection } from '../../../local/rekognition/collections/collection.ts';
import { CollectionStore } from '../../../local/rekognition/collections/collection-store.ts';
import { vectorToText } from '../../../local/rekognition/collections/vector-text.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';

const axis = (index: number) => Float32Array.from({ length: 512 }, (_, at) => (at === index ? 1 : 0));
const face = (name: string, index: number) => ({
  faceId: `${name}-id`,
  imageId: 'image',
  externalImageId: name,
  box: { left: 0.1, top: 0.2, width: 0.3, height: 0.4 },
  confidencePercent: 99,
  vector: axis(index),
});
const names = (collection: Collection) => [...collection.faces.values()].map((each) => each.externalImageId);

const search = async (collection: Collection, vector: Float32Array, minSimilarityPercent = 80, maxResults = 10) =>
  (await collection.searchFaces(vector, { minSimilarityPercent, maxResults })).map((match) => match.face.externalImageId);

async function onlyFile(dataDir: string): Promise<string> {
  const [name = '', ...others] = await readdir(join(dataDir, 'collections'));
  expect(others).toEqual([]);
  return join(dataDir, 'collections', name);
}

/** A collection with three faces, closed again. */
async function threeFaces(dataDir: string): Promise<void> {
  const store = await CollectionStore.open(dataDir, 'model-1');
  const collection = await store.create('staff');
  await collection.add([face('ada', 1), face('bob', 2)]);
  await collection.add([face('eve', 3)]);
  await store.close();
}

describe('a collection', () => {
  it('finds the faces that are similar enough, the most similar first', async () => {
    await using folder = await createDataFolder();
    const store = await CollectionStore.open(folder.path, 'model-1');
    const collection = await store.create('staff');
    await collection.add([face('ada', 1), face('bob', 2), face('eve', 3)]);
    const mix = Float32Array.from(axis(1).map((value, index) => 0.8 * value + (index === 2 ? 0.6 : 0)));
    expect(await search(collection, mix)).toEqual(['ada', 'bob']);
    expect(await search(collection, mix, 80, 1)).toEqual(['ada']);
    expect(await search(collection, mix, 99.99)).toEqual([]);
    expect(await search(collection, axis(2), 100)).toEqual(['bob']);
    expect(await search(collection, mix, 0)).toHaveLength(3);
    await store.close();
  });

  it('is the same after a restart', async () => {
    await using folder = await createDataFolder();
    await threeFaces(folder.path);
    const store = await CollectionStore.open(folder.path, 'model-1');
    const collection = store.get('staff');
    expect(names(collection)).toEqual(['ada', 'bob', 'eve']);
    expect(await search(collection, axis(3))).toEqual(['eve']);
    expect((await collection.add([face('new', 4)])).map((each) => each.ordinal)).toEqual([4]);
    await store.close();
  });

  it('leaves nothing of a removed face, in memory or on disk', async () => {
    await using folder = await createDataFolder();
    await threeFaces(folder.path);
    const store = await CollectionStore.open(folder.path, 'model-1');
    const collection = store.get('staff');
    expect(await collection.removeFaces(['ada-id', 'nobody'])).toEqual(['ada-id']);
    expect(await search(collection, axis(1), 50)).toEqual([]);
    expect(await readFile(await onlyFile(folder.path), 'utf8')).not.toContain('ada');
    await collection.add([face('zoe', 5)]);
    await store.close();
    const again = await CollectionStore.open(folder.path, 'model-1');
    expect(names(again.get('staff'))).toEqual(['bob', 'eve', 'zoe']);
    expect(await search(again.get('staff'), axis(2))).toEqual(['bob']);
    await again.close();
  });

  it('keeps changes that are asked for at once', async () => {
    await using folder = await createDataFolder();
    const store = await CollectionStore.open(folder.path, 'model-1');
    const collection = await store.create('staff');
    await Promise.all([...Array.from({ length: 40 }, (_, index) => collection.add([face(`p${index}`, index)])), collection.removeFaces(['p0-id'])]);
    expect(new Set([...collection.faces.values()].map((each) => each.ordinal)).size).toBe(collection.faces.size);
    await store.close();
    const again = await CollectionStore.open(folder.path, 'model-1');
    expect(names(again.get('staff'))).toEqual(names(collection));
    await again.close();
  });

  it('ignores what a sudden end left of an append, and goes on after it', async () => {
    await using folder = await createDataFolder();
    await threeFaces(folder.path);
    const path = await onlyFile(folder.path);
    await appendFile(path, '{"kind":"faces-added","faces":[{"ordinal":4,"faceId":"torn-id","imag');
    const store = await CollectionStore.open(folder.path, 'model-1');
    expect(names(store.get('staff'))).toEqual(['ada', 'bob', 'eve']);
    await store.get('staff').add([face('new', 4)]);
    await store.close();
    const again = await CollectionStore.open(folder.path, 'model-1');
    expect(names(again.get('staff'))).toEqual(['ada', 'bob', 'eve', 'new']);
    await again.close();
  });

  it('loses only the last face when the file is cut anywhere within it', async () => {
    await using folder = await createDataFolder();
    await threeFaces(folder.path);
    const path = await onlyFile(folder.path);
    await truncate(path, (await readFile(path)).length - 1);
    const store = await CollectionStore.open(folder.path, 'model-1');
    expect(names(store.get('staff'))).toEqual(['ada', 'bob']);
    await store.close();
  });

  it('is refused when it is damaged in the middle', async () => {
    await using folder = await createDataFolder();
    await threeFaces(folder.path);
    const path = await onlyFile(folder.path);
    await writeFile(path, (await readFile(path, 'utf8')).replace('"bob"', '"bo'));
    await expect(CollectionStore.open(folder.path, 'model-1')).rejects.toMatchObject({ code: 'COLLECTION_CORRUPT', message: expect.stringContaining(`${path} is damaged in line 2.`) });
  });

  it('is refused when a bit of a vector is turned over: such a face could be like everybody', async () => {
    await using folder = await createDataFolder();
    await threeFaces(folder.path);
    const path = await onlyFile(folder.path);
    const longer = Float32Array.from(axis(2), (value) => value * 2 ** 64);
    await writeFile(path, (await readFile(path, 'utf8')).replace(vectorToText(axis(2)), vectorToText(longer)));
    await expect(CollectionStore.open(folder.path, 'model-1')).rejects.toMatchObject({ code: 'COLLECTION_CORRUPT', message: expect.stringContaining('line 2') });
  });

  it('takes no vector that it could not read again', async () => {
    await using folder = await createDataFolder();
    const store = await CollectionStore.open(folder.path, 'model-1');
    const collection = await store.create('staff');
    await expect(collection.add([{ ...face('ada', 1), vector: new Float32Array(512).fill(NaN) }])).rejects.toThrow(RangeError);
    expect(collection.faces.size).toBe(0);
    await store.close();
  });

  it('is refused when a copy lies beside it; what else lies there stays', async () => {
    await using folder = await createDataFolder();
    await threeFaces(folder.path);
    const path = await onlyFile(folder.path);
    await copyFile(path, `${path}.bak`);
    await (await CollectionStore.open(folder.path, 'model-1')).close();
    expect(await readFile(`${path}.bak`)).toEqual(await readFile(path));
    const copy = path.replace('.jsonl', ' copy.jsonl');
    await copyFile(path, copy);
    await expect(CollectionStore.open(folder.path, 'model-1')).rejects.toMatchObject({ code: 'COLLECTION_MISPLACED', message: expect.stringContaining(copy) });
  });

  it('without faces becomes one of the embedder that runs', async () => {
    await using folder = await createDataFolder();
    const store = await CollectionStore.open(folder.path, 'model-1');
    const staff = await store.create('staff');
    await staff.decide(null, () => ({ change: { kind: 'user-created', ordinal: 1, userId: 'ada' }, answer: {} }));
    await store.close();
    for (const reopened of ['first', 'second']) {
      const again = await CollectionStore.open(folder.path, 'model-2');
      const collection = again.get('staff');
      collection.assertEmbedding('model-2');
      expect([...collection.users.keys()]).toEqual(['ada']);
      await collection.add([face(reopened, 1)]);
      await again.close();
    }
  });

  it('that is removed refuses the change that comes too late', async () => {
    await using folder = await createDataFolder();
    await threeFaces(folder.path);
    const store = await CollectionStore.open(folder.path, 'model-1');
    const collection = store.get('staff');
    const deleted = store.delete('staff');
    await expect(collection.add([face('late', 4)])).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
    await deleted;
    expect(await readdir(join(folder.path, 'collections'))).toEqual([]);
    await store.close();
  });

  it('is not compared with faces of another model', async () => {
    await using folder = await createDataFolder();
    await threeFaces(folder.path);
    const store = await CollectionStore.open(folder.path, 'model-2');
    expect(() => {
      store.get('staff').assertEmbedding('model-2');
    }).toThrow('The collection id: staff holds faces of the model model-1, which cannot be compared with those of model-2. Stop Invigil and run: npm run reindex');
    await store.close();
  });

  it('removes the leftovers of an interrupted rewrite', async () => {
    await using folder = await createDataFolder();
    await threeFaces(folder.path);
    await writeFile(`${await onlyFile(folder.path)}.new`, 'half');
    await (await CollectionStore.open(folder.path, 'model-1')).close();
    await onlyFile(folder.path);
  });

  it('may have an id as long as AWS allows, and one that differs in case alone', async () => {
    await using folder = await createDataFolder();
    const store = await CollectionStore.open(folder.path, 'model-1');
    for (const id of ['x'.repeat(255), 'Staff', 'staff', '..']) await store.create(id);
    await store.close();
    const again = await CollectionStore.open(folder.path, 'model-1');
    expect(again.list().map((each) => each.id)).toEqual(['..', 'Staff', 'staff', 'x'.repeat(255)]);
    await again.close();
  });
});
