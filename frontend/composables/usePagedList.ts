import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { Page } from '../api/client.ts';
import type { KeptList, ListKeeper } from './useKeptList.ts';

export interface UsePagedListOptions<Item, Query> {
  /** What is asked for; a new one begins anew, null asks for nothing. */
  query: Readonly<Ref<Query | null>>;
  load: (query: Query, cursor: string | null, signal: AbortSignal) => Promise<Page<Item>>;
  /** Where the list is kept for whoever comes back to it: it is shown at once then, and brought up to date. */
  keeper?: ListKeeper | undefined;
}

export interface UsePagedListReturn<Item, Query> {
  /** Null before the first answer. Those of the query before stay until there are others. */
  items: Readonly<ShallowRef<readonly Item[] | null>>;
  /** What the items answer. */
  answered: Readonly<ShallowRef<Query | null>>;
  /** The first page is under way. */
  loading: Readonly<Ref<boolean>>;
  loadingMore: Readonly<Ref<boolean>>;
  hasMore: ComputedRef<boolean>;
  /** Why the last request failed; null where it did not. */
  error: Readonly<ShallowRef<unknown>>;
  /** Begins anew at the first page. */
  refresh: () => Promise<void>;
  /** Adds the next page. */
  loadMore: () => Promise<void>;
  /** Repeats what failed. */
  retry: () => Promise<void>;
}

/** A list of the API, page by page. Only the newest request counts. */
export function usePagedList<Item, Query>({ query, load, keeper }: UsePagedListOptions<Item, Query>): UsePagedListReturn<Item, Query> {
  const items = shallowRef<readonly Item[] | null>(null);
  const answered: ShallowRef<Query | null> = shallowRef(null);
  const loading = ref(false);
  const loadingMore = ref(false);
  const error = shallowRef<unknown>(null);
  const nextCursor = shallowRef<string | null>(null);
  let underWay = new AbortController();
  let retry = refresh;

  /** Loads a page, and as many behind it as it takes for so many items. */
  async function loadPage(asked: Query, cursor: string | null, before: readonly Item[], atLeast = 0): Promise<void> {
    underWay.abort();
    const mine = new AbortController();
    underWay = mine;
    loading.value = cursor === null;
    loadingMore.value = cursor !== null;
    error.value = null;
    retry = () => loadPage(asked, cursor, before, atLeast);
    try {
      let loaded: Page<Item> = { items: [...before], nextCursor: cursor };
      do {
        const page = await load(asked, loaded.nextCursor, mine.signal);
        if (mine.signal.aborted) return;
        loaded = { items: [...loaded.items, ...page.items], nextCursor: page.nextCursor };
      } while (loaded.items.length < atLeast && loaded.nextCursor !== null);
      show({ ...loaded, answered: asked });
      keeper?.write({ ...loaded, answered: asked });
    } catch (thrown) {
      if (mine.signal.aborted) return;
      error.value = thrown;
    }
    loading.value = false;
    loadingMore.value = false;
  }

  function show(list: KeptList<Item, Query>): void {
    items.value = list.items;
    answered.value = list.answered;
    nextCursor.value = list.nextCursor;
  }

  async function refresh(): Promise<void> {
    if (query.value !== null) await loadPage(query.value, null, []);
  }

  async function loadMore(): Promise<void> {
    const asked = answered.value;
    if (nextCursor.value === null || asked === null || loading.value || loadingMore.value) return;
    await loadPage(asked, nextCursor.value, items.value ?? []);
  }

  // It was written here, by the list of the same place.
  const kept = (keeper?.read() ?? null) as KeptList<Item, Query> | null;
  if (kept !== null && query.value !== null) {
    show(kept);
    void loadPage(query.value, null, [], kept.items.length);
  }
  watch(query, refresh, { immediate: items.value === null });
  onScopeDispose(() => { underWay.abort(); });
  return { items, answered, loading, loadingMore, hasMore: computed(() => nextCursor.value !== null), error, refresh, loadMore, retry: () => retry() };
}
