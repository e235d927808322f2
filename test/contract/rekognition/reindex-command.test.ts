import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from '@jest/globals';
import { lockDataFolder } from '../../../local/data-lock.ts';
import { CollectionStore } from '../../../local/rekognition/collections/collection-store.ts';
import { PROJECT_DIR } from '../../../local/settings.ts';
import type { Vision } from '../../../local/vision/vision.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';
import { FRAMES, startLocalAws } from '../../helpers/local-aws.ts';
import { scene } from '../../helpers/scenes.ts';
import { startVision } from '../../helpers/start-vision.ts';

async function reindex(dataDir: string): Promise<{ exitCode: number | null; out: string; error: string }> {
  const child = spawn(process.execPath, [join(PROJECT_DIR, 'local', 'reindex.ts')], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, INVIGIL_DATA: dataDir, INVIGIL_EMBEDDER: 'dlib' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { exitCode: child.exitCode, out, error };
}

/** As registering leaves them. */
async function storePhotos(dataDir: string, photos: Readonly<Record<string, Uint8Array>>): Promise<void> {
  const aws = await startLocalAws(dataDir);
  const client = new S3Client(aws.client);
  for (const [person, Body] of Object.entries(photos)) await client.send(new PutObjectCommand({ Bucket: FRAMES.name, Key: `photos/${person}/1.jpg`, Body }));
  client.destroy();
  await aws[Symbol.asyncDispose]();
}

/** A collection of another embedder, whose vectors say nothing. */
async function storeFaces(dataDir: string, vision: Vision, photos: Readonly<Record<string, Uint8Array>>): Promise<void> {
  const store = await CollectionStore.open(join(dataDir, 'rekognition'), 'another-embedder');
  const collection = await store.create('people');
  const vector = Float32Array.of(1, 0);
  for (const [person, photo] of Object.entries(photos)) {
    const [face] = (await vision.detectFaces(photo)).faces;
    if (!face) throw new Error(`No face in the photo of ${person}`);
    const { box, confidencePercent } = face;
    await collection.add([{ faceId: `${person}-face`, imageId: 'image', externalImageId: person, box, confidencePercent, vector }]);
  }
  await store.close();
}

describe('npm run reindex', () => {
  it('recognises people by their photos in S3, and names those whose photo shows nobody any more', async () => {
    await using folder = await createDataFolder();
    const dataDir = folder.path;
    const vision = await startVision({ embedder: 'dlib' });
    try {
      // An id that begins like another's is another person.
      const photos = { ada: await scene('personA'), 'ada-2': await scene('personB'), torn: await scene('personC'), gone: await scene('personD') };
      await storePhotos(dataDir, { ada: photos.ada, 'ada-2': photos['ada-2'], torn: photos.torn.subarray(0, 2_000) });
      await storeFaces(dataDir, vision, photos);
      await writeFile(join(dataDir, '.invigil-data'), '');

      const { exitCode, out } = await reindex(dataDir);
      expect(out.split('\n')).toEqual([
        `people: 2 faces seen again by ${vision.modelVersions.embedding}, 0 were current, 2 could not be seen.`,
        '  torn-face: no such face in the photos',
        '  gone-face: no photo',
        '',
      ]);
      expect(exitCode).toBe(1);

      const store = await CollectionStore.open(join(dataDir, 'rekognition'), vision.modelVersions.embedding, vision.similarity);
      const people = store.get('people');
      for (const person of ['ada', 'ada-2'] as const) {
        const [vector = new Float32Array()] = await vision.embedFaces(photos[person], [0]);
        const matches = await people.searchFaces(vector, { minSimilarityPercent: 80, maxResults: 9 });
        expect(matches.map(({ face }) => face.externalImageId)).toEqual([person]);
        expect(matches[0]?.similarityPercent).toBeGreaterThan(99.9);
      }
      await store.close();
    } finally {
      await vision.close();
    }
  });

  it('refuses data that an instance uses, and a folder that is none of Invigil', async () => {
    await using used = await createDataFolder();
    await mkdir(join(used.path, 'rekognition', 'collections'), { recursive: true });
    await writeFile(join(used.path, '.invigil-data'), '');
    await lockDataFolder(used.path);
    expect(await reindex(used.path)).toMatchObject({ exitCode: 1, out: '', error: expect.stringContaining(`Another instance uses the data in ${used.path}`) });

    await using empty = await createDataFolder();
    const elsewhere = join(empty.path, 'elsewhere');
    expect(await reindex(elsewhere)).toMatchObject({ exitCode: 1, error: expect.stringContaining(`${elsewhere} holds no collections. INVIGIL_DATA must name`) });
    expect(await readdir(empty.path)).toEqual([]);
  });
});
