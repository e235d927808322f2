import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nextTick } from 'vue';
import type { ApiClient } from '../../../frontend/api/client.ts';
import { API } from '../../../frontend/api/use-api.ts';
import FacePhoto from '../../../frontend/components/people/FacePhoto.vue';
import { mountPage } from '../helpers/mount-page.ts';

const addresses = new Set<string>();
const original = { createObjectURL: Reflect.get(URL, 'createObjectURL') as unknown, revokeObjectURL: Reflect.get(URL, 'revokeObjectURL') as unknown };

/** What is seen of the page, as the test says: jsdom has no layout. */
class FakeObserver {
  static readonly all: FakeObserver[] = [];
  readonly #callback: IntersectionObserverCallback;
  observed: Element[] = [];

  constructor(callback: IntersectionObserverCallback) {
    this.#callback = callback;
    FakeObserver.all.push(this);
  }

  observe(element: Element): void {
    this.observed.push(element);
  }

  disconnect(): void {
    this.observed = [];
  }

  enter(): void {
    this.#callback([{ isIntersecting: true } as IntersectionObserverEntry], this as unknown as IntersectionObserver);
  }
}

beforeAll(() => {
  Object.assign(globalThis, { IntersectionObserver: FakeObserver });
  Object.assign(URL, {
    createObjectURL: () => {
      addresses.add('blob:photo');
      return 'blob:photo';
    },
    revokeObjectURL: (url: string) => { addresses.delete(url); },
  });
});
afterAll(() => {
  Object.assign(URL, original);
  Reflect.deleteProperty(globalThis, 'IntersectionObserver');
});

async function settle(): Promise<void> {
  await new Promise((resolve) => { setTimeout(resolve, 0); });
  await nextTick();
}

function show(faceId: string | null, blob: () => Promise<Blob>) {
  const asked: string[] = [];
  const api = {
    blob: (path: string) => {
      asked.push(path);
      return blob();
    },
  } as unknown as ApiClient;
  const page = mountPage(FacePhoto, { props: { externalImageId: 'id-1', faceId, fullName: 'Ada Lovelace' }, global: { provide: { [API as symbol]: api } } });
  return { asked, page, observer: FakeObserver.all.at(-1) };
}

describe('the photo of a person', () => {
  it('is loaded once it comes into view, and its memory given back when it is gone', async () => {
    const { asked, page, observer } = show('face-1', () => Promise.resolve(new Blob(['x'])));
    await settle();
    expect([asked, page.text()]).toEqual([[], 'AL']);
    observer?.enter();
    await settle();
    expect(asked).toEqual(['/faces/id-1/photos/face-1']);
    expect(page.get('img').attributes('src')).toBe('blob:photo');
    expect(observer?.observed).toEqual([]);
    page.unmount();
    expect(addresses.size).toBe(0);
  });

  it('that cannot be had leaves the initials', async () => {
    const { page, observer } = show('face-1', () => Promise.reject(new Error('gone')));
    observer?.enter();
    await settle();
    expect([page.text(), page.find('img').exists()]).toEqual(['AL', false]);
    page.unmount();
  });

  it('is not asked for where there is none', async () => {
    const { asked, page, observer } = show(null, () => Promise.reject(new Error('nothing may be asked')));
    observer?.enter();
    await settle();
    expect([asked, page.text()]).toEqual([[], 'AL']);
    page.unmount();
  });
});
