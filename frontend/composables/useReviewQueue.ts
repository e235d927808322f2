import { ref, type Ref } from 'vue';
import type { RecordedVerdict } from '../../domain/erasure/redacted-verdict.ts';
import type { ApiClient } from '../api/client.ts';
import { listVerdicts, type ListVerdictsProps } from '../api/verdicts.ts';
import { toRange } from '../filters/period.ts';
import type { VerdictFilters } from '../verdicts/filters.ts';

export interface UseReviewQueueReturn {
  /** The next one is being looked for. */
  searching: Readonly<Ref<boolean>>;
  /** The id of the verdict that comes after one in its list: the next older, else the newest that is left; null where none is. Rejects when it cannot be asked for. */
  findNext: (after: Pick<RecordedVerdict, 'verdictId' | 'receivedAt'>) => Promise<string | null>;
}

/** The way through a list of verdicts, newest first, one after the other. */
export function useReviewQueue(api: ApiClient, filters: () => VerdictFilters, { now = Date.now }: { now?: () => number } = {}): UseReviewQueueReturn {
  const searching = ref(false);

  async function findNext({ verdictId, receivedAt }: Pick<RecordedVerdict, 'verdictId' | 'receivedAt'>): Promise<string | null> {
    const { period, from, to, ...wanted } = filters();
    const range = toRange({ period, from, to }, now());
    searching.value = true;
    try {
      return (await firstOther({ ...wanted, ...range, to: receivedAt, cursor: null }, verdictId)) ?? (await firstOther({ ...wanted, ...range, cursor: null }, verdictId));
    } finally {
      searching.value = false;
    }
  }

  /** A page may be short without being the last. */
  async function firstOther(query: ListVerdictsProps, verdictId: string): Promise<string | null> {
    for (let cursor: string | null = null; ; ) {
      const { items, nextCursor } = await listVerdicts(api, { ...query, cursor });
      const other = items.find((item) => item.verdictId !== verdictId);
      if (other !== undefined) return other.verdictId;
      if (nextCursor === null) return null;
      cursor = nextCursor;
    }
  }

  return { searching, findNext };
}
