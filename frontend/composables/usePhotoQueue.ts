import { computed, onScopeDispose, shallowReadonly, shallowRef, type ComputedRef, type Ref } from 'vue';
import type { ApiClient } from '../api/client.ts';
import { addPhoto } from '../api/registrations.ts';
import { completeRegistration } from '../people/complete-registration.ts';
import { toRegistrationFailure, type RegistrationFailure } from '../people/registration-failure.ts';
import { PhotoError, type PhotoProblem } from '../photo/photo-error.ts';
import { preparePhoto } from '../photo/prepare-photo.ts';
import { readAsDataUrl } from '../photo/read-as-data-url.ts';
import type { ShownPhoto } from './usePhoto.ts';

/** A photo on its way to a person. */
export interface QueuedPhoto {
  id: number;
  /** Of its file. */
  name: string;
  /** Null until it is read, and where it cannot be. */
  photo: ShownPhoto | null;
  state: 'waiting' | 'sending' | 'added' | 'failed';
  /** Why it could not be read. */
  problem: PhotoProblem | null;
  /** Why it was not added. */
  failure: RegistrationFailure | null;
}

export interface UsePhotoQueueReturn {
  /** In the order in which they were chosen. */
  photos: Readonly<Ref<readonly QueuedPhoto[]>>;
  busy: ComputedRef<boolean>;
  addedCount: ComputedRef<number>;
  /** Adds them one after the other: each must resemble those before it. */
  add: (files: readonly File[]) => Promise<void>;
  /** Tries a photo again that a service failed. */
  retry: (id: number) => Promise<void>;
}

/** Further photos of a registered person, several at once; each ends by itself, whatever becomes of the others. */
export function usePhotoQueue(api: ApiClient, externalImageId: string, { prepare = preparePhoto, newKey = () => crypto.randomUUID() }: { prepare?: typeof preparePhoto; newKey?: () => string } = {}): UsePhotoQueueReturn {
  const photos = shallowRef<readonly QueuedPhoto[]>([]);
  const leaving = new AbortController();
  const keys = new Map<number, string>();
  let turn: Promise<void> = Promise.resolve();
  let lastId = 0;

  function change(id: number, change: Partial<QueuedPhoto>): void {
    photos.value = photos.value.map((photo) => (photo.id === id ? { ...photo, ...change } : photo));
  }

  async function read(id: number, file: File): Promise<void> {
    try {
      const prepared = await prepare(file);
      change(id, { photo: { ...prepared, url: URL.createObjectURL(prepared.jpeg) } });
    } catch (error) {
      change(id, { state: 'failed', problem: error instanceof PhotoError ? error.problem : 'unreadable' });
    }
  }

  async function send(id: number): Promise<void> {
    const photo = photos.value.find((queued) => queued.id === id)?.photo ?? null;
    const { signal } = leaving;
    if (photo === null || leaving.signal.aborted) return;
    change(id, { state: 'sending', failure: null });
    const idempotencyKey = keys.get(id) ?? newKey();
    keys.set(id, idempotencyKey);
    try {
      await completeRegistration(api, await addPhoto(api, externalImageId, { image: await readAsDataUrl(photo.jpeg), idempotencyKey, signal }), signal);
      change(id, { state: 'added' });
    } catch (error) {
      if (!signal.aborted) change(id, { state: 'failed', failure: toRegistrationFailure(error) });
    }
  }

  function inTurn(work: () => Promise<void>): Promise<void> {
    turn = turn.then(work);
    return turn;
  }

  function add(files: readonly File[]): Promise<void> {
    const queued = files.map((file) => ({ id: (lastId += 1), file }));
    photos.value = [...photos.value, ...queued.map(({ id, file }): QueuedPhoto => ({ id, name: file.name, photo: null, state: 'waiting', problem: null, failure: null }))];
    return inTurn(async () => {
      for (const { id, file } of queued) {
        await read(id, file);
        await send(id);
      }
    });
  }

  onScopeDispose(() => {
    leaving.abort();
    // One that is being read at this moment is given back with the page.
    for (const { photo } of photos.value) if (photo !== null) URL.revokeObjectURL(photo.url);
  });
  return {
    photos: shallowReadonly(photos),
    busy: computed(() => photos.value.some(({ state }) => state === 'waiting' || state === 'sending')),
    addedCount: computed(() => photos.value.filter(({ state }) => state === 'added').length),
    add,
    retry: (id) => inTurn(() => send(id)),
  };
}
