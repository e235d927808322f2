import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { Page } from '../api/client.ts';

export interface UsePagedListOptions<Item, Query> {
  /** What is asked for; a new one begins anew, null asks for nothing. */
  query: Readonly<Ref<Query | null>>;
  load: (query: Query, cursor: string | null, signal: AbortSignal) => Promise<Page<Item>>;
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
export function usePagedList<Item, Query>({ query, load }: UsePagedListOptions<Item, Query>): UsePagedListReturn<Item, Query> {
  const items = shallowRef<readonly Item[] | null>(null);
  const answered: ShallowRef<Query | null> = shallowRef(null);
  const loading = ref(false);
  const loadingMore = ref(false);
  const error = shallowRef<unknown>(null);
  const nextCursor = shallowRef<string | null>(null);
  let underWay = new AbortController();
  let retry = refresh;

  async function loadPage(asked: Query, cursor: string | null, before: readonly Item[]): Promise<void> {
    underWay.abort();
    const mine = new AbortController();
    underWay = mine;
    loading.value = cursor === null;
    loadingMore.value = cursor !== null;
    error.value = null;
    retry = () => loadPage(asked, cursor, before);
    try {
      const page = await load(asked, cursor, mine.signal);
      if (mine.signal.aborted) return;
      items.value = [...before, ...page.items];
      answered.value = asked;
      nextCursor.value = page.nextCursor;
    } catch (thrown) {
      if (mine.signal.aborted) return;
      error.value = thrown;
    }
    loading.value = false;
    loadingMore.value = false;
  }

  async function refresh(): Promise<void> {
    if (query.value !== null) await loadPage(query.value, null, []);
  }

  async function loadMore(): Promise<void> {
    const asked = answered.value;
    if (nextCursor.value === null || asked === null || loading.value || loadingMore.value) return;
    await loadPage(asked, nextCursor.value, items.value ?? []);
  }

  watch(query, refresh, { immediate: true });
  onScopeDispose(() => { underWay.abort(); });
  return { items, answered, loading, loadingMore, hasMore: computed(() => nextCursor.value !== null), error, refresh, loadMore, retry: () => retry() };
}
