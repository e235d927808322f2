import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiError, NetworkError } from '../../../frontend/api/api-error.ts';
import type { ApiClient, ApiRequest } from '../../../frontend/api/client.ts';
import { usePhotoQueue } from '../../../frontend/composables/usePhotoQueue.ts';
import { PhotoError } from '../../../frontend/photo/photo-error.ts';
import type { Photo } from '../../../frontend/photo/prepare-photo.ts';
import { inScope } from '../helpers/in-scope.ts';

/** Addresses of blobs, which jsdom does not have: those that were made and not yet given back. */
const addresses = new Set<string>();
const original = { createObjectURL: Reflect.get(URL, 'createObjectURL') as unknown, revokeObjectURL: Reflect.get(URL, 'revokeObjectURL') as unknown };
let made = 0;

beforeAll(() => {
  Object.assign(URL, {
    createObjectURL: () => {
      addresses.add(`blob:${(made += 1)}`);
      return `blob:${made}`;
    },
    revokeObjectURL: (url: string) => { addresses.delete(url); },
  });
});
afterAll(() => { Object.assign(URL, original); });

const disposals: (() => void)[] = [];
afterEach(() => { for (const dispose of disposals.splice(0)) dispose(); });

const REGISTERED = { registrationId: 'r', externalImageId: 'id', faceId: 'f', quality: {} };

function setUp(answers: (() => Promise<unknown>)[]) {
  const keys: (string | undefined)[] = [];
  let atOnce = 0;
  let most = 0;
  const api = {
    json: async (_path: string, { headers }: ApiRequest) => {
      keys.push(headers?.['idempotency-key']);
      most = Math.max(most, (atOnce += 1));
      try {
        return await (answers.shift() ?? (() => Promise.reject(new Error('asked too often'))))();
      } finally {
        atOnce -= 1;
      }
    },
  } as unknown as ApiClient;
  let count = 0;
  const prepare = (source: Blob | HTMLVideoElement): Promise<Photo> =>
    (source as File).name.endsWith('.txt') ? Promise.reject(new PhotoError('fileType')) : Promise.resolve({ jpeg: new Blob(['x']), sizePx: { width: 640, height: 480 } });
  const { value: queue, dispose } = inScope(() => usePhotoQueue(api, 'id', { prepare, newKey: () => `key-${(count += 1)}` }));
  disposals.push(dispose);
  return { queue, keys, mostAtOnce: () => most };
}

const files = (...names: string[]): File[] => names.map((name) => new File(['x'], name));

describe('further photos', () => {
  it('are added one after the other, and each ends by itself', async () => {
    const refused = new ApiError({ status: 422, code: 'PHOTO_REFUSED', message: 'No.', requestId: null, field: 'image' });
    const { queue, mostAtOnce } = setUp([() => Promise.reject(refused), () => Promise.resolve(REGISTERED)]);
    const adding = queue.add(files('one.jpg', 'letter.txt', 'two.jpg'));
    expect([queue.busy.value, queue.photos.value.map(({ state }) => state)]).toEqual([true, ['waiting', 'waiting', 'waiting']]);
    await adding;
    expect(queue.photos.value.map(({ name, state, problem, failure }) => [name, state, problem, failure?.about])).toEqual([
      ['one.jpg', 'failed', null, 'photo'],
      ['letter.txt', 'failed', 'fileType', undefined],
      ['two.jpg', 'added', null, undefined],
    ]);
    expect([queue.busy.value, queue.addedCount.value, mostAtOnce()]).toEqual([false, 1, 1]);
  });

  it('that a service failed are tried again under the same key, so that none is added twice', async () => {
    const { queue, keys } = setUp([() => Promise.reject(new NetworkError(null)), () => Promise.resolve(REGISTERED)]);
    await queue.add(files('one.jpg'));
    expect(queue.photos.value[0]).toMatchObject({ state: 'failed', failure: { about: 'service' } });
    await queue.retry(queue.photos.value[0]?.id ?? 0);
    expect(queue.photos.value[0]).toMatchObject({ state: 'added', failure: null });
    expect(keys).toEqual(['key-1', 'key-1']);
  });

  it('give their memory back when the dialog is left', async () => {
    const { queue } = setUp([() => Promise.resolve(REGISTERED)]);
    await queue.add(files('one.jpg'));
    expect(addresses.size).toBe(1);
    for (const dispose of disposals.splice(0)) dispose();
    expect(addresses.size).toBe(0);
  });
});
