import { onScopeDispose, shallowReadonly, shallowRef, type Ref } from 'vue';
import type { Person, RemovalReceipt } from '../../domain/person.ts';
import { ApiError } from '../api/api-error.ts';
import type { ApiClient } from '../api/client.ts';
import { changeFace, deleteFace, getFace, type FaceChange } from '../api/faces.ts';

export interface UsePersonReturn {
  /** `none`: nobody is registered under this id, or no more. */
  state: Readonly<Ref<'loading' | 'ready' | 'none' | 'failed'>>;
  person: Readonly<Ref<Person | null>>;
  error: Readonly<Ref<unknown>>;
  /** What went with the person; null while they are there. */
  receipt: Readonly<Ref<RemovalReceipt | null>>;
  load: () => Promise<void>;
  /** Answers what takes it back. Rejects as the API does. */
  change: (change: FaceChange) => Promise<() => Promise<void>>;
  /** Rejects as the API does. */
  remove: () => Promise<void>;
}

/** One registered person, and what an administrator may do with them. */
export function usePerson(api: ApiClient, externalImageId: string): UsePersonReturn {
  const state = shallowRef<'loading' | 'ready' | 'none' | 'failed'>('loading');
  const person = shallowRef<Person | null>(null);
  const error = shallowRef<unknown>(null);
  const receipt = shallowRef<RemovalReceipt | null>(null);
  const leaving = new AbortController();

  /** What is shown stays until there is something newer. */
  async function load(): Promise<void> {
    if (person.value === null) state.value = 'loading';
    error.value = null;
    try {
      person.value = await getFace(api, externalImageId, leaving.signal);
      state.value = 'ready';
    } catch (thrown) {
      if (leaving.signal.aborted) return;
      error.value = thrown;
      state.value = isNotFound(thrown) ? 'none' : 'failed';
    }
  }

  /** Somebody else may have removed them meanwhile: then there is nothing here any more that something could be done with. */
  async function unlessGone<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (thrown) {
      if (isNotFound(thrown)) state.value = 'none';
      throw thrown;
    }
  }

  async function change(wanted: FaceChange): Promise<() => Promise<void>> {
    const before = person.value;
    person.value = await unlessGone(changeFace(api, externalImageId, wanted));
    return async () => {
      if (before !== null) person.value = await unlessGone(changeFace(api, externalImageId, { fullName: before.fullName, externalId: before.externalId }));
    };
  }

  async function remove(): Promise<void> {
    receipt.value = await unlessGone(deleteFace(api, externalImageId));
  }

  onScopeDispose(() => { leaving.abort(); });
  void load();
  return { state: shallowReadonly(state), person: shallowReadonly(person), error: shallowReadonly(error), receipt: shallowReadonly(receipt), load, change, remove };
}

function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'NOT_FOUND';
}
