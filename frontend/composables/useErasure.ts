import { onScopeDispose, shallowReadonly, shallowRef, type Ref } from 'vue';
import type { Erasure } from '../../domain/erasure/erasure.ts';
import type { ApiClient } from '../api/client.ts';
import { getErasure } from '../api/erasures.ts';
import { follow as followTo } from '../api/follow.ts';

/** How often an erasure that is under way is asked for. */
const POLL_MS = 2_000;

export interface UseErasureReturn {
  /** Null before the first answer. */
  erasure: Readonly<Ref<Erasure | null>>;
  /** Why it is not followed any more; null while it is. */
  error: Readonly<Ref<unknown>>;
  /** Why the last question was lost, though it goes on being asked; null where it was not. */
  lost: Readonly<Ref<unknown>>;
  /** Follows it to its end. */
  follow: () => Promise<void>;
}

/** An erasure as it goes on. */
export function useErasure(api: ApiClient, erasureId: string, { pollMs = POLL_MS }: { pollMs?: number } = {}): UseErasureReturn {
  const erasure = shallowRef<Erasure | null>(null);
  const error = shallowRef<unknown>(null);
  const lost = shallowRef<unknown>(null);
  const leaving = new AbortController();
  const { signal } = leaving;

  async function follow(): Promise<void> {
    error.value = null;
    try {
      await followTo(
        async () => {
          erasure.value = await getErasure(api, erasureId, signal);
          return erasure.value.state !== 'DONE';
        },
        { pollMs, signal, isKnown: () => erasure.value !== null, onLost: (why) => { lost.value = why; } },
      );
    } catch (thrown) {
      if (signal.aborted) return;
      lost.value = null;
      error.value = thrown;
    }
  }

  onScopeDispose(() => { leaving.abort(); });
  void follow();
  return { erasure: shallowReadonly(erasure), error: shallowReadonly(error), lost: shallowReadonly(lost), follow };
}
