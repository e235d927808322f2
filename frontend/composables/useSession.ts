import { computed, shallowReadonly, shallowRef, type Ref } from 'vue';
import type { Session } from '../../domain/session.ts';
import { ApiError } from '../api/api-error.ts';
import type { ApiClient } from '../api/client.ts';
import { getSession } from '../api/sessions.ts';
import { usePolling, type UsePollingOptions } from './usePolling.ts';

const EVERY_MS = 2_000;

export interface UseSessionOptions extends Partial<Pick<UsePollingOptions, 'page' | 'everyMs'>> {
  /** What belongs to a round, when there is a frame more than a round ago. */
  onFrames: (signal: AbortSignal) => Promise<void>;
}

export interface UseSessionReturn {
  session: Readonly<Ref<Session | null>>;
  /** Why the last round failed; null where it did not. */
  error: Readonly<Ref<unknown>>;
  /** Begins the next round now. */
  retry: () => void;
  /** Reads it again, also when it has ended. */
  reload: () => Promise<void>;
}

/** A session; an open one is read again and again until it has ended. */
export function useSession(api: ApiClient, sessionId: string, { onFrames, everyMs = EVERY_MS, ...options }: UseSessionOptions): UseSessionReturn {
  const session = shallowRef<Session | null>(null);
  const isMissing = shallowRef(false);
  const mayChange = computed(() => session.value?.state !== 'ended' && !isMissing.value);

  async function round(signal: AbortSignal): Promise<void> {
    try {
      const now = await getSession(api, sessionId, signal);
      signal.throwIfAborted();
      const before = session.value;
      session.value = now;
      if (before !== null && before.lastVerdict?.sequence !== now.lastVerdict?.sequence) await onFrames(signal);
    } catch (error) {
      isMissing.value = error instanceof ApiError && error.code === 'NOT_FOUND';
      throw error;
    }
  }

  const { error, runNow } = usePolling(round, { everyMs, enabled: mayChange, ...options });
  return {
    session: shallowReadonly(session),
    error,
    retry: () => {
      isMissing.value = false;
      runNow();
    },
    reload: async () => { session.value = await getSession(api, sessionId); },
  };
}
