import { shallowRef, type ShallowRef } from 'vue';
import { onBeforeRouteUpdate, useRoute, useRouter, type LocationQuery } from 'vue-router';

export interface UseUrlFiltersOptions<Filters> {
  /** Reads the filters of an address; what it does not know is left out. */
  read: (query: LocationQuery) => Filters;
  /** The address of filters, short. */
  write: (filters: Filters) => Record<string, string>;
}

export interface UseUrlFiltersReturn<Filters> {
  filters: Readonly<ShallowRef<Filters>>;
  apply: (filters: Filters) => void;
}

/** A list's filters, kept in its address, so that a list can be kept and sent; for a page's own component. */
export function useUrlFilters<Filters>({ read, write }: UseUrlFiltersOptions<Filters>): UseUrlFiltersReturn<Filters> {
  const router = useRouter();
  const filters: ShallowRef<Filters> = shallowRef(read(useRoute().query));
  onBeforeRouteUpdate((to) => { filters.value = read(to.query); });
  return { filters, apply: (next) => { void router.replace({ query: write(next) }); } };
}
