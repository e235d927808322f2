import { computed, onScopeDispose, shallowReadonly, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import type { ApiClient } from '../api/client.ts';
import { listFaces, type RegisteredPerson } from '../api/faces.ts';
import { isFound, withAdded } from '../people/people-order.ts';

export interface PeopleFailure {
  /** `list`: there is nothing to show. `more`: what was loaded before still stands. */
  during: 'list' | 'more';
  error: unknown;
}

export interface UsePeopleReturn {
  /** In the order of their names; those of the last search while the next is loading, null while there are none at all. */
  people: ComputedRef<readonly RegisteredPerson[] | null>;
  /** The search that `people` answer. */
  answered: ComputedRef<string>;
  hasMore: ComputedRef<boolean>;
  loading: Readonly<Ref<'list' | 'more' | null>>;
  failure: Readonly<Ref<PeopleFailure | null>>;
  loadMore: () => Promise<void>;
  /** Repeats what failed. */
  retry: () => Promise<void>;
  /** Shows somebody who was registered a moment ago, whom the server's list may not hold yet. */
  add: (person: RegisteredPerson) => void;
  isAdded: (person: RegisteredPerson) => boolean;
}

interface Loaded {
  query: string;
  items: readonly RegisteredPerson[];
  nextCursor: string | null;
}

/** The registered people whose name or external id contains the query. Of several requests only the newest counts. */
export function usePeople(api: ApiClient, query: Readonly<Ref<string>>): UsePeopleReturn {
  const loaded = shallowRef<Loaded | null>(null);
  const added = shallowRef<readonly RegisteredPerson[]>([]);
  const loading = shallowRef<'list' | 'more' | null>(null);
  const failure = shallowRef<PeopleFailure | null>(null);
  let underWay = new AbortController();

  async function load(during: 'list' | 'more', request: { query: string; cursor: string | null }, before: readonly RegisteredPerson[]): Promise<void> {
    underWay.abort();
    const mine = new AbortController();
    underWay = mine;
    loading.value = during;
    failure.value = null;
    try {
      const { items, nextCursor } = await listFaces(api, { ...request, signal: mine.signal });
      loaded.value = { query: request.query, items: [...before, ...items], nextCursor };
    } catch (error) {
      if (mine.signal.aborted) return;
      if (during === 'list') loaded.value = null;
      failure.value = { during, error };
    } finally {
      if (underWay === mine) loading.value = null;
    }
  }

  const loadList = (): Promise<void> => load('list', { query: query.value, cursor: null }, []);

  async function loadMore(): Promise<void> {
    const current = loaded.value;
    if (current?.nextCursor == null || loading.value !== null) return;
    await load('more', { query: current.query, cursor: current.nextCursor }, current.items);
  }

  watch(query, loadList, { immediate: true });
  onScopeDispose(() => { underWay.abort(); });

  return {
    people: computed(() => (loaded.value === null ? null : withAdded(loaded.value.items, added.value.filter((person) => isFound(person, loaded.value?.query ?? ''))))),
    answered: computed(() => loaded.value?.query ?? ''),
    hasMore: computed(() => loaded.value !== null && loaded.value.nextCursor !== null),
    loading: shallowReadonly(loading),
    failure: shallowReadonly(failure),
    loadMore,
    retry: () => (failure.value?.during === 'more' ? loadMore() : loadList()),
    add: (person) => { added.value = [...added.value, person]; },
    isAdded: ({ externalImageId }) => added.value.some((person) => person.externalImageId === externalImageId),
  };
}
