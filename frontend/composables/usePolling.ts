import { onScopeDispose, shallowReadonly, shallowRef, watch, type Ref } from 'vue';
import { SignedOutError } from '../api/api-error.ts';

/** After failures the pause grows to this many intervals. */
const MAX_INTERVALS = 5;

export interface UsePollingOptions {
  /** From the beginning of one round to that of the next; a round that takes longer is followed by the next at once. */
  everyMs: number;
  /** Whether there is anything to look for. */
  enabled?: Readonly<Ref<boolean>>;
  page?: Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;
}

export interface UsePollingReturn {
  /** Why the last round failed; null where it did not. */
  error: Readonly<Ref<unknown>>;
  /** When the last round succeeded, in milliseconds since 1970; null before the first. */
  updatedAtMs: Readonly<Ref<number | null>>;
  /** Begins the next round now, unless one is under way. */
  runNow: () => void;
}

/**
 * Does something again and again, from now on: never two rounds at once, none while the page is hidden. A round that fails is told and followed by others, later
 * each time; only the end of the session ends it.
 */
export function usePolling(round: (signal: AbortSignal) => Promise<void>, { everyMs, enabled, page = document }: UsePollingOptions): UsePollingReturn {
  const error = shallowRef<unknown>(null);
  const updatedAtMs = shallowRef<number | null>(null);
  const controller = new AbortController();
  const { signal } = controller;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isUnderWay = false;
  let failures = 0;

  function mayRun(): boolean {
    return !isUnderWay && !signal.aborted && !page.hidden && enabled?.value !== false;
  }

  async function run(): Promise<void> {
    if (!mayRun()) return;
    clearTimeout(timer);
    isUnderWay = true;
    const startedMs = performance.now();
    try {
      await round(signal);
      failures = 0;
      error.value = null;
      updatedAtMs.value = Date.now();
    } catch (thrown) {
      if (signal.aborted) return;
      failures += 1;
      error.value = thrown;
      if (thrown instanceof SignedOutError) controller.abort();
    } finally {
      isUnderWay = false;
    }
    timer = setTimeout(runNow, Math.max(0, everyMs * Math.min(failures + 1, MAX_INTERVALS) - (performance.now() - startedMs)));
  }

  function runNow(): void {
    void run();
  }

  page.addEventListener('visibilitychange', runNow);
  if (enabled !== undefined) watch(enabled, runNow);
  onScopeDispose(() => {
    page.removeEventListener('visibilitychange', runNow);
    clearTimeout(timer);
    controller.abort();
  });
  runNow();
  return { error: shallowReadonly(error), updatedAtMs: shallowReadonly(updatedAtMs), runNow };
}
