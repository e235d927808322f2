import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { ApiClient } from '../api/client.ts';
import { listExecutions, type Execution, type ListExecutionsProps } from '../api/executions.ts';
import type { ExecutionFilters } from '../executions/filters.ts';
import { isReversed, toRange } from '../filters/period.ts';

export interface UseExecutionListReturn {
  /** Newest first; null before the first answer. Those of the filters before stay until there are others. */
  items: Readonly<ShallowRef<readonly Execution[] | null>>;
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

/** The executions that the filters let through, page by page. Only the newest request counts; filters that cannot hold ask for nothing. */
export function useExecutionList(api: ApiClient, filters: Readonly<Ref<ExecutionFilters>>, { now = Date.now }: { now?: () => number } = {}): UseExecutionListReturn {
  const items = shallowRef<readonly Execution[] | null>(null);
  const loading = ref(false);
  const loadingMore = ref(false);
  const error = shallowRef<unknown>(null);
  const next = shallowRef<ListExecutionsProps | null>(null);
  let controller = new AbortController();
  let retry = refresh;

  async function load(query: ListExecutionsProps, busy: Ref<boolean>, before: readonly Execution[]): Promise<void> {
    controller.abort();
    controller = new AbortController();
    const { signal } = controller;
    loading.value = false;
    loadingMore.value = false;
    busy.value = true;
    error.value = null;
    retry = () => load(query, busy, before);
    try {
      const page = await listExecutions(api, { ...query, signal });
      items.value = [...before, ...page.items];
      next.value = page.nextCursor === null ? null : { ...query, cursor: page.nextCursor };
    } catch (thrown) {
      if (signal.aborted) return;
      error.value = thrown;
    }
    if (!signal.aborted) busy.value = false;
  }

  async function refresh(): Promise<void> {
    if (isReversed(filters.value)) return;
    const { machine, status } = filters.value;
    await load({ machine, status, ...toRange(filters.value, now()), cursor: null }, loading, []);
  }

  async function loadMore(): Promise<void> {
    if (next.value !== null && !loading.value && !loadingMore.value) await load(next.value, loadingMore, items.value ?? []);
  }

  watch(filters, refresh, { immediate: true });
  onScopeDispose(() => { controller.abort(); });
  return { items, loading, loadingMore, hasMore: computed(() => next.value !== null), error, refresh, loadMore, retry: () => retry() };
}
