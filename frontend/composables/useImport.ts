import { computed, onScopeDispose, shallowReadonly, shallowRef, type ComputedRef, type Ref } from 'vue';
import type { ImportRow } from '../../domain/import/import-row.ts';
import type { ApiClient } from '../api/client.ts';
import { follow as followTo } from '../api/follow.ts';
import { getImport, type Import } from '../api/imports.ts';

/** How often an import that goes on is asked for. */
const POLL_MS = 1_500;

/** A page of rows, and how to ask for it again. */
interface RowPage {
  cursor: string | null;
  rows: readonly ImportRow[];
  nextCursor: string | null;
}

export interface UseImportReturn {
  /** As it was last heard of; null before the first answer. */
  state: Readonly<Ref<Omit<Import, 'items' | 'nextCursor'> | null>>;
  /** All rows, in the list's order. */
  rows: ComputedRef<readonly ImportRow[]>;
  error: Readonly<Ref<unknown>>;
  /** Why the last question was lost, though it goes on being asked; null where it was not. */
  lost: Readonly<Ref<unknown>>;
  /** Follows it to its end. */
  follow: () => Promise<void>;
}

/** A bulk registration as it goes on, row by row. */
export function useImport(api: ApiClient, bulkId: string, { pollMs = POLL_MS }: { pollMs?: number } = {}): UseImportReturn {
  const state = shallowRef<Omit<Import, 'items' | 'nextCursor'> | null>(null);
  const pages = shallowRef<readonly RowPage[]>([]);
  const error = shallowRef<unknown>(null);
  const lost = shallowRef<unknown>(null);
  const leaving = new AbortController();
  const { signal } = leaving;

  /** Asks for what may have changed: pages with rows that are not decided, up to the first of which none is. */
  async function refresh(): Promise<void> {
    const known = [...pages.value];
    let index = Math.max(0, known.findIndex((page) => !isDecided(page)));
    let cursor: string | null = known[index]?.cursor ?? null;
    for (;;) {
      const { items, nextCursor, ...rest } = await getImport(api, bulkId, { cursor, signal });
      const isKnown = known[index] !== undefined;
      known[index] = { cursor, rows: items, nextCursor };
      state.value = rest;
      if (nextCursor === null || (isKnown && rest.status === 'running' && items.every(({ result }) => result === null))) break;
      index += 1;
      cursor = nextCursor;
    }
    pages.value = known;
  }

  async function follow(): Promise<void> {
    error.value = null;
    try {
      await followTo(
        async () => {
          await refresh();
          return state.value?.status === 'awaitingUpload' || state.value?.status === 'running';
        },
        { pollMs, signal, isKnown: () => state.value !== null, onLost: (why) => { lost.value = why; } },
      );
    } catch (thrown) {
      if (signal.aborted) return;
      lost.value = null;
      error.value = thrown;
    }
  }

  onScopeDispose(() => { leaving.abort(); });
  void follow();
  return { state: shallowReadonly(state), rows: computed(() => pages.value.flatMap(({ rows }) => rows)), error: shallowReadonly(error), lost: shallowReadonly(lost), follow };
}

function isDecided({ rows }: RowPage): boolean {
  return rows.length > 0 && rows.every(({ result }) => result !== null);
}
