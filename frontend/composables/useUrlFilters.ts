import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import { onBeforeRouteUpdate, useRoute, useRouter } from 'vue-router';
import type { ListFilters } from '../filters/list-filters.ts';
import type { PeriodFilter } from '../filters/period.ts';

export interface UseUrlFiltersReturn<Filters> {
  filters: Readonly<ShallowRef<Filters>>;
  /** Any of them is set. */
  isFiltered: ComputedRef<boolean>;
  apply: (filters: Filters) => void;
  clear: () => void;
}

/** A list's filters, kept in its address, so that a list can be kept and sent; for a page's own component. */
export function useUrlFilters<Filters extends PeriodFilter>({ none, read, write, count }: ListFilters<Filters>): UseUrlFiltersReturn<Filters> {
  const router = useRouter();
  const filters: ShallowRef<Filters> = shallowRef(read(useRoute().query));
  onBeforeRouteUpdate((to) => { filters.value = read(to.query); });

  function apply(next: Filters): void {
    void router.replace({ query: write(next) });
  }

  return { filters, isFiltered: computed(() => count(filters.value) > 0), apply, clear: () => { apply(none); } };
}
