import { onScopeDispose, shallowReadonly, shallowRef, type Ref } from 'vue';
import type { Erasure } from '../../domain/erasure/erasure.ts';
import type { ApiClient } from '../api/client.ts';
import { getErasure } from '../api/erasures.ts';
import { wait } from '../capture/wait.ts';

/** How often an erasure that is under way is asked for. */
const POLL_MS = 2_000;

export interface UseErasureReturn {
  /** Null before the first answer. */
  erasure: Readonly<Ref<Erasure | null>>;
  /** Why it is not followed any more; null while it is. */
  error: Readonly<Ref<unknown>>;
  /** Follows it to its end. */
  follow: () => Promise<void>;
}

/** An erasure as it goes on. */
export function useErasure(api: ApiClient, erasureId: string, { pollMs = POLL_MS }: { pollMs?: number } = {}): UseErasureReturn {
  const erasure = shallowRef<Erasure | null>(null);
  const error = shallowRef<unknown>(null);
  const leaving = new AbortController();
  const { signal } = leaving;

  async function follow(): Promise<void> {
    error.value = null;
    try {
      for (;;) {
        erasure.value = await getErasure(api, erasureId, signal);
        if (erasure.value.state === 'DONE') return;
        await wait(pollMs, signal);
      }
    } catch (thrown) {
      if (!signal.aborted) error.value = thrown;
    }
  }

  onScopeDispose(() => { leaving.abort(); });
  void follow();
  return { erasure: shallowReadonly(erasure), error: shallowReadonly(error), follow };
}
