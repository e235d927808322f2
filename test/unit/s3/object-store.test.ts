import { closeSync, existsSync } from 'node:fs';
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ObjectStore } from '../../../local/s3/store/object-store.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';

const BUCKET = 'frames';
const KEY = 'folder/key';

async function openStore(path: string): Promise<ObjectStore> {
  const store = new ObjectStore(join(path, 'buckets'));
  await store.prepare();
  store.buckets.create(BUCKET);
  return store;
}

/** Writes an object whose metadata and entity tag tell which write it is of. */
function write(store: ObjectStore, key: string, text: string): Promise<unknown> {
  // eslint-disable-next-line @typescript-eslint/require-await -- a stream of one chunk
  const content = (async function* () {
    yield Buffer.from(text);
  })();
  return store.put(BUCKET, key, content, { metadata: { 'x-amz-meta-of': text }, etag: `etag of ${text}` });
}

/** The writes that content, entity tag and metadata of the object are of: the same one, if all is well. */
async function writesOf(store: ObjectStore): Promise<unknown[]> {
  const { fd, stat, metadata } = store.open(BUCKET, KEY);
  closeSync(fd);
  return [(await store.read(BUCKET, KEY)).toString(), stat.etag.replace('etag of ', ''), metadata['x-amz-meta-of']];
}

describe('an object whose replacement was cut off', () => {
  const FILES = ['._S3rver_object.md5', '._S3rver_metadata.json', '._S3rver_object'];
  const note = JSON.stringify({ to: `/${BUCKET}/${KEY}` });

  it.each<[string, string | null, number, string]>([
    ['before it was noted', null, 0, 'former'],
    ['within the note', note.slice(0, -1), 0, 'former'],
    ['before the first file', note, 0, 'latter'],
    ['after the first file', note, 1, 'latter'],
    ['after the second file', note, 2, 'latter'],
    ['after the last file', note, 3, 'latter'],
  ])('%s is the former or the latter as a whole', async (_title, written, moved, expected) => {
    await using folder = await createDataFolder();
    const store = await openStore(folder.path);
    await write(store, KEY, 'former');
    const incoming = join(folder.path, 'incoming', 'id');
    for (const [suffix, text] of [['object', 'latter'], ['object.md5', 'etag of latter'], ['metadata.json', '{"x-amz-meta-of":"latter"}'], ['target.json', written]] as const) {
      if (text !== null) await writeFile(`${incoming}._S3rver_${suffix}`, text);
    }
    for (const suffix of FILES.slice(0, moved)) await rename(incoming + suffix, join(folder.path, 'buckets', BUCKET, KEY) + suffix);

    await expect(openStore(folder.path).then(writesOf)).resolves.toEqual([expected, expected, expected]);
    await expect(readdir(join(folder.path, 'incoming'))).resolves.toEqual([]);
  });
});

describe('what is done at one time', () => {
  it('is done wholly: writes, reads and listings, while folders come and go', async () => {
    await using folder = await createDataFolder();
    const store = await openStore(folder.path);
    await write(store, KEY, 'first');
    const readWhole = async (): Promise<void> => {
      const { fd, stat, metadata } = store.open(BUCKET, KEY);
      closeSync(fd);
      expect(stat.etag).toBe(`etag of ${String(metadata['x-amz-meta-of'])}`);
      expect(stat.sizeBytes).toBe(metadata['x-amz-meta-of']?.length);
      await store.list(BUCKET, {});
    };
    for (let round = 0; round < 30; round += 1) {
      await write(store, 'deep/er/old', 'old');
      const written = write(store, 'deep/er/new', 'new');
      store.delete(BUCKET, 'deep/er/old');
      await Promise.all([written, write(store, KEY, 'x'.repeat(round)), readWhole(), write(store, KEY, 'y'), readWhole()]);
      await expect(store.list(BUCKET, { prefix: 'deep/' })).resolves.toMatchObject({ objects: [{ key: 'deep/er/new' }] });
      store.delete(BUCKET, 'deep/er/new');
      expect(existsSync(join(folder.path, 'buckets', BUCKET, 'deep'))).toBe(false);
    }
  });

  it('is refused for a bucket that is deleted meanwhile, and brings it back for nobody', async () => {
    await using folder = await createDataFolder();
    const store = await openStore(folder.path);
    const written = write(store, KEY, 'late');
    store.deleteBucket(BUCKET);
    await expect(written).rejects.toMatchObject({ code: 'NoSuchBucket' });
    expect(store.buckets.list()).toEqual([]);
    await expect(readdir(join(folder.path, 'incoming'))).resolves.toEqual([]);
  });

  it('leaves other things than objects where they are', async () => {
    await using folder = await createDataFolder();
    const store = await openStore(folder.path);
    await write(store, KEY, 'object');
    await mkdir(join(folder.path, 'buckets', BUCKET, 'folder', 'empty'));
    expect(() => { store.deleteBucket(BUCKET); }).toThrow(expect.objectContaining({ code: 'BucketNotEmpty' }));
    store.delete(BUCKET, KEY);
    store.delete(BUCKET, KEY);
    await expect(store.list(BUCKET, {})).resolves.toMatchObject({ objects: [] });
  });
});
