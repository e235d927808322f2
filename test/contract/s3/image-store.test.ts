import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { S3ImageStore } from '../../../functions/shared/adapters/s3-image-store.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';
import { startLocalAws, type LocalAws } from '../../helpers/local-aws.ts';

const KEY = 'photos/ada/1.jpg';

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let aws: LocalAws;
let client: S3Client;
let store: S3ImageStore;

beforeAll(async () => {
  folder = await createDataFolder();
  aws = await startLocalAws(folder.path);
  client = new S3Client(aws.client);
  store = new S3ImageStore(client, 'frames');
});
afterAll(async () => {
  client.destroy();
  await aws[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
  expect(aws.defects).toEqual([]);
});

describe('an image that is stored', () => {
  it('is restored where it is missing, and never replaced', async () => {
    await store.put(KEY, Uint8Array.of(1, 2, 3), 'image/jpeg');
    await store.restore(KEY, Uint8Array.of(4), 'image/jpeg');
    expect(await store.get(KEY)).toEqual(Uint8Array.of(1, 2, 3));
    await store.remove(KEY);
    expect(await store.get(KEY)).toBeNull();
    await Promise.all([store.restore(KEY, Uint8Array.of(1, 2, 3), 'image/jpeg'), store.restore(KEY, Uint8Array.of(1, 2, 3), 'image/jpeg')]);
    expect(await store.get(KEY)).toEqual(Uint8Array.of(1, 2, 3));
  });

  it('is not taken for restored where it could not be', async () => {
    await expect(new S3ImageStore(client, 'no-such-bucket').restore(KEY, Uint8Array.of(1), 'image/jpeg')).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });
});
