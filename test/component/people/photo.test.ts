import { File as NodeFile } from 'node:buffer';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { usePhoto } from '../../../frontend/composables/usePhoto.ts';
import { checkPhotoFile, MAX_FILE_BYTES } from '../../../frontend/photo/check-photo-file.ts';
import { PhotoError } from '../../../frontend/photo/photo-error.ts';
import type { Photo } from '../../../frontend/photo/prepare-photo.ts';
import { inScope } from '../helpers/in-scope.ts';

const JPEG_HEAD = [0xff, 0xd8, 0xff, 0xe0];
const PNG_HEAD = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Addresses of blobs, which jsdom does not have: those that were made and not yet given back. */
const addresses = new Set<string>();
const original = { createObjectURL: Reflect.get(URL, 'createObjectURL') as unknown, revokeObjectURL: Reflect.get(URL, 'revokeObjectURL') as unknown };
let made = 0;

beforeAll(() => {
  Object.assign(URL, {
    createObjectURL: () => {
      made += 1;
      addresses.add(`blob:${made}`);
      return `blob:${made}`;
    },
    revokeObjectURL: (url: string) => { addresses.delete(url); },
  });
});
afterAll(() => { Object.assign(URL, original); });

const disposals: (() => void)[] = [];
afterEach(() => { for (const dispose of disposals.splice(0)) dispose(); });

/** Node's own, for those of jsdom cannot be read. */
function file(bytes: number[], type = 'image/jpeg'): File {
  return new NodeFile([new Uint8Array(bytes)], 'photo.jpg', { type }) as unknown as File;
}

function setUp(prepare: (source: Blob | HTMLVideoElement) => Promise<Photo>) {
  const { value: photo, dispose } = inScope(() => usePhoto({ prepare }));
  disposals.push(dispose);
  return photo;
}

const ready = (): Promise<Photo> => Promise.resolve({ jpeg: new Blob(['x']), sizePx: { width: 640, height: 480 } });

describe('a file', () => {
  it.each([['a JPEG', JPEG_HEAD], ['a PNG', PNG_HEAD]])('that is %s may be a photo, whatever it is called', async (_what, head) => {
    await expect(checkPhotoFile(file([...head, 1, 2, 3], 'text/plain'))).resolves.toBeUndefined();
  });

  it.each([
    ['a GIF', [...Buffer.from('GIF89a')]],
    ['half a signature', PNG_HEAD.slice(0, 7)],
    ['empty', []],
  ])('that is %s is none, though it is called one', async (_what, bytes) => {
    await expect(checkPhotoFile(file(bytes))).rejects.toMatchObject({ problem: 'fileType' });
  });

  it('that is too large is not even opened', async () => {
    const large = Object.defineProperty(file(JPEG_HEAD), 'size', { value: MAX_FILE_BYTES + 1 });
    await expect(checkPhotoFile(large)).rejects.toMatchObject({ problem: 'fileSize' });
  });
});

describe('the photo', () => {
  it('is shown once it is ready, and its memory given back when another takes its place', async () => {
    const { photo, busy, takeFiles, clear } = setUp(ready);
    const taking = takeFiles([file(JPEG_HEAD)]);
    expect(busy.value).toBe(true);
    await taking;
    expect(busy.value).toBe(false);
    expect([...addresses]).toEqual([photo.value?.url]);
    await takeFiles([file(JPEG_HEAD)]);
    expect([...addresses]).toEqual([photo.value?.url]);
    clear();
    expect(photo.value).toBeNull();
    expect(addresses.size).toBe(0);
  });

  it('gives its memory back when the dialog is left', async () => {
    const { takeFiles } = setUp(ready);
    await takeFiles([file(JPEG_HEAD)]);
    expect(addresses.size).toBe(1);
    for (const dispose of disposals.splice(0)) dispose();
    expect(addresses.size).toBe(0);
  });

  it('that is given up while it is read does not come back', async () => {
    const reading = Promise.withResolvers<Photo>();
    const { photo, busy, takeFiles, clear } = setUp(() => reading.promise);
    const taking = takeFiles([file(JPEG_HEAD)]);
    clear();
    reading.resolve(await ready());
    await taking;
    expect(photo.value).toBeNull();
    expect(busy.value).toBe(false);
    expect(addresses.size).toBe(0);
  });

  it.each([
    ['tooSmall', new PhotoError('tooSmall')],
    ['unreadable', new Error('a defect of the browser')],
  ])('that cannot be used says why: %s', async (problem, error) => {
    const photo = setUp(() => Promise.reject(error));
    await photo.takeFiles([file(JPEG_HEAD)]);
    expect(photo.problem.value).toBe(problem);
    expect(photo.photo.value).toBeNull();
  });

  it('is one: of several files none is taken', async () => {
    const photo = setUp(ready);
    await photo.takeFiles([file(JPEG_HEAD), file(JPEG_HEAD)]);
    expect(photo.problem.value).toBe('several');
    expect(photo.photo.value).toBeNull();
  });

  it('stays what it was when no file was chosen after all', async () => {
    const photo = setUp(ready);
    await photo.takeFiles([file(JPEG_HEAD)]);
    const before = photo.photo.value;
    await photo.takeFiles([]);
    expect(photo.photo.value).toBe(before);
  });
});
