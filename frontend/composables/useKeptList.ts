import { useRouter, type Router } from 'vue-router';

/** A list as far as it was loaded. */
export interface KeptList<Item, Query> {
  items: readonly Item[];
  /** What the items answer. */
  answered: Query;
  nextCursor: string | null;
}

/** Where a list is kept while its page is not shown. */
export interface ListKeeper {
  /** What was kept for this place of the history, by the list that is there; null where nothing was. */
  read: () => KeptList<unknown, unknown> | null;
  write: (list: KeptList<unknown, unknown>) => void;
}

/** Of the lists that were written last so many are kept. */
const MAX_LISTS = 10;

const lists = new Map<string, KeptList<unknown, unknown>>();

/**
 * Keeps the list of the page that is shown in memory, so that whoever comes back to it finds it as long as it was. Each place of the browser's history has its
 * own: a link to the same page begins anew.
 */
export function useKeptList(): ListKeeper {
  const router = useRouter();
  return {
    read: () => lists.get(placeOf(router)) ?? null,
    write: (list) => {
      const place = placeOf(router);
      lists.delete(place);
      lists.set(place, list);
      for (const oldest of [...lists.keys()].slice(0, -MAX_LISTS)) lists.delete(oldest);
    },
  };
}

/** Vue's router numbers the entries of the history. */
function placeOf(router: Router): string {
  const { position } = (history.state ?? {}) as { position?: number };
  return `${String(position)} ${router.currentRoute.value.fullPath}`;
}
