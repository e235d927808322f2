import { computed, ref, type Ref } from 'vue';
import type { Page } from '../api/client.ts';
import { isReversed, toRange, type PeriodFilter } from '../filters/period.ts';
import type { ListKeeper } from './useKeptList.ts';
import { usePagedList, type UsePagedListReturn } from './usePagedList.ts';

interface Range {
  from: string | null;
  to: string | null;
}

export interface UseFilteredListOptions<Item, Filters extends PeriodFilter> {
  filters: Readonly<Ref<Filters>>;
  /** The filters with their period as times, which stay the same from page to page. */
  load: (query: Omit<Filters & Range, 'period'> & { cursor: string | null; signal: AbortSignal }) => Promise<Page<Item>>;
  /** Where the list is kept for whoever comes back to it. */
  keeper?: ListKeeper;
  now?: () => number;
}

/** A list of the API that is restricted to a period, page by page. Filters that cannot hold ask for nothing; a refresh begins at the time that it is then. */
export function useFilteredList<Item, Filters extends PeriodFilter>({ filters, load, keeper, now = Date.now }: UseFilteredListOptions<Item, Filters>): UsePagedListReturn<Item, Filters & Range> {
  const nowMs = ref(now());
  const query = computed(() => (isReversed(filters.value) ? null : { ...filters.value, ...toRange(filters.value, nowMs.value) }));
  const list = usePagedList<Item, Filters & Range>({
    query,
    load: (asked, cursor, signal) => load({ ...withoutPeriod(asked), cursor, signal }),
    keeper,
  });

  /** A new time makes a new query, which is asked for by itself. */
  async function refresh(): Promise<void> {
    const at = now();
    if (at === nowMs.value) await list.refresh();
    nowMs.value = at;
  }

  return { ...list, refresh };
}

/** What the API knows of: times, but no period. */
function withoutPeriod<Filters extends PeriodFilter>(filters: Filters): Omit<Filters, 'period'> {
  const query: Partial<Filters> = { ...filters };
  delete query.period;
  return query as Omit<Filters, 'period'>;
}
