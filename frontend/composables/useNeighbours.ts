import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { RecordedVerdict } from '../../domain/erasure/redacted-verdict.ts';
import type { ApiClient } from '../api/client.ts';
import { listSessionVerdicts } from '../api/sessions.ts';

export interface Neighbours {
  /** Null for the first of the session. */
  previous: RecordedVerdict | null;
  /** Null for the last so far. */
  next: RecordedVerdict | null;
}

export interface UseNeighboursReturn {
  /** Null until they are there. */
  neighbours: Readonly<ShallowRef<Neighbours | null>>;
  failed: Readonly<Ref<boolean>>;
}

/** The verdicts before and after one in its session. */
export function useNeighbours(api: ApiClient, verdict: () => RecordedVerdict | null): UseNeighboursReturn {
  const neighbours = shallowRef<Neighbours | null>(null);
  const failed = ref(false);
  const controller = new AbortController();
  const { signal } = controller;

  async function load({ sessionId, sequence }: RecordedVerdict): Promise<void> {
    failed.value = false;
    const beside = async (order: 'asc' | 'desc'): Promise<RecordedVerdict | null> => (await listSessionVerdicts(api, sessionId, { order, after: sequence, limit: 1, cursor: null, signal })).items[0] ?? null;
    try {
      const [previous, next] = await Promise.all([sequence === 1 ? null : beside('desc'), beside('asc')]);
      neighbours.value = { previous, next };
    } catch {
      // The verdict is there without them.
      if (!signal.aborted) failed.value = true;
    }
  }

  watch(verdict, (now) => { if (now !== null) void load(now); }, { immediate: true });
  onScopeDispose(() => { controller.abort(); });
  return { neighbours, failed };
}
