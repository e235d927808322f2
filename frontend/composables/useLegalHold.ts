import { computed, onScopeDispose, shallowReadonly, shallowRef, type ComputedRef, type Ref } from 'vue';
import type { ApiClient } from '../api/client.ts';
import { follow as followTo } from '../api/follow.ts';
import { getHold, holdSession, releaseSession, type HoldState } from '../api/holds.ts';
import { wait } from '../capture/wait.ts';

/** While it reaches a session's frames and records. */
const POLL_MS = 2_000;

export interface UseLegalHoldReturn {
  /** Null before the first answer. */
  hold: Readonly<Ref<HoldState | null>>;
  error: Readonly<Ref<unknown>>;
  /** Why the last question was lost, though it goes on being asked; null where it was not. */
  lost: Readonly<Ref<unknown>>;
  /** A change was sent, and has not been answered. */
  busy: Readonly<Ref<boolean>>;
  /** It is being set or lifted, which reaches every frame and record. */
  settling: ComputedRef<boolean>;
  /** Whether it was accepted; `error` says why not. */
  set: (reason: string) => Promise<boolean>;
  lift: () => Promise<boolean>;
  reload: () => Promise<void>;
}

/** A session's legal hold, followed until it has reached everything. */
export function useLegalHold(api: ApiClient, sessionId: string, { pollMs = POLL_MS }: { pollMs?: number } = {}): UseLegalHoldReturn {
  const hold = shallowRef<HoldState | null>(null);
  const error = shallowRef<unknown>(null);
  const lost = shallowRef<unknown>(null);
  const busy = shallowRef(false);
  const settling = computed(() => hold.value?.state === 'APPLYING' || hold.value?.state === 'RELEASING');
  let controller = new AbortController();

  /** What is asked, and then how far it is, until it is done. */
  async function follow(ask: (signal: AbortSignal) => Promise<HoldState>): Promise<boolean> {
    controller.abort();
    controller = new AbortController();
    const { signal } = controller;
    error.value = null;
    lost.value = null;
    try {
      hold.value = await ask(signal);
    } catch (thrown) {
      if (!signal.aborted) error.value = thrown;
      return false;
    }
    void settle(signal);
    return true;
  }

  async function settle(signal: AbortSignal): Promise<void> {
    if (!settling.value) return;
    try {
      await wait(pollMs, signal);
      await followTo(
        async () => {
          hold.value = await getHold(api, sessionId, signal);
          return settling.value;
        },
        { pollMs, signal, isKnown: () => true, onLost: (why) => { lost.value = why; } },
      );
    } catch (thrown) {
      if (signal.aborted) return;
      lost.value = null;
      error.value = thrown;
    }
  }

  async function change(ask: (signal: AbortSignal) => Promise<HoldState>): Promise<boolean> {
    busy.value = true;
    const accepted = await follow(ask);
    busy.value = false;
    return accepted;
  }

  const reload = async (): Promise<void> => { await follow((signal) => getHold(api, sessionId, signal)); };
  onScopeDispose(() => { controller.abort(); });
  void reload();
  return {
    hold: shallowReadonly(hold),
    error: shallowReadonly(error),
    lost: shallowReadonly(lost),
    busy: shallowReadonly(busy),
    settling,
    set: (reason) => change((signal) => holdSession(api, sessionId, reason, signal)),
    lift: () => change((signal) => releaseSession(api, sessionId, signal)),
    reload,
  };
}
