import { onScopeDispose, shallowReadonly, shallowRef, type Ref } from 'vue';
import type { ApiClient } from '../api/client.ts';
import { deleteFace, listFaces, type PersonState, type RegisteredPerson } from '../api/faces.ts';
import { wait } from '../capture/wait.ts';

/** How often those who are on their way are asked for again. */
const POLL_MS = 5_000;
const STATES: readonly PersonState[] = ['pending', 'removing'];

export interface UsePeopleUnderWayReturn {
  /** Those who are being registered, and those whose removal has begun; empty where they cannot be had. */
  people: Readonly<Ref<readonly RegisteredPerson[]>>;
  /** Finishes a removal that was cut off. Rejects as the API does. */
  finishRemoval: (person: RegisteredPerson) => Promise<void>;
  refresh: () => Promise<void>;
}

/** People who are not registered yet, or no more: asked for again for as long as there are any. */
export function usePeopleUnderWay(api: ApiClient, { pollMs = POLL_MS }: { pollMs?: number } = {}): UsePeopleUnderWayReturn {
  const people = shallowRef<readonly RegisteredPerson[]>([]);
  let underWay = new AbortController();

  async function refresh(): Promise<void> {
    underWay.abort();
    const mine = new AbortController();
    underWay = mine;
    const { signal } = mine;
    try {
      do {
        const pages = await Promise.all(STATES.map((state) => listFaces(api, { query: '', state, cursor: null, signal })));
        if (signal.aborted) return;
        people.value = pages.flatMap(({ items }) => items);
        if (people.value.length > 0) await wait(pollMs, signal);
      } while (people.value.length > 0);
    } catch {
      // The list of those who are registered says what is wrong; here it would say it twice.
    }
  }

  async function finishRemoval({ externalImageId }: RegisteredPerson): Promise<void> {
    await deleteFace(api, externalImageId);
    people.value = people.value.filter((person) => person.externalImageId !== externalImageId);
  }

  onScopeDispose(() => { underWay.abort(); });
  void refresh();
  return { people: shallowReadonly(people), finishRemoval, refresh };
}
