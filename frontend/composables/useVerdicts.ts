import { computed, shallowReadonly, shallowRef, type ComputedRef, type Ref } from 'vue';
import type { Verdict } from '../../domain/verdict.ts';
import type { ApiClient } from '../api/client.ts';
import { postVerdict } from '../api/verdicts.ts';
import type { FrameSource } from '../capture/frame-source.ts';
import { useCaptureLoop, type UseCaptureLoopOptions } from './useCaptureLoop.ts';
import { useNow } from './useNow.ts';
import { watchStateOf, type WatchState } from './watch-state.ts';

export type UseVerdictsOptions = Omit<UseCaptureLoopOptions, 'send'> & {
  api: ApiClient;
  newKey?: () => string;
};

export interface UseVerdictsReturn {
  state: ComputedRef<WatchState>;
  /** The newest; null before the first. */
  verdict: Readonly<Ref<Verdict | null>>;
  /** Since the last start. */
  judgedCount: Readonly<Ref<number>>;
  /** Since the last start, until the last stop. */
  elapsedMs: ComputedRef<number>;
  start: (source: FrameSource) => void;
  stop: () => void;
}

/** Has the frames of a source judged, one after the other, and says what came of it. */
export function useVerdicts({ api, newKey = () => crypto.randomUUID(), ...loopOptions }: UseVerdictsOptions): UseVerdictsReturn {
  const verdict = shallowRef<Verdict | null>(null);
  const judgedCount = shallowRef(0);
  const startedMs = shallowRef(0);
  const stoppedMs = shallowRef<number | null>(0);
  const judgedMs = shallowRef<number | null>(null);
  const now = useNow();

  const loop = useCaptureLoop({
    ...loopOptions,
    send: async (frame, signal) => {
      const answer = await postVerdict(api, { ...frame, idempotencyKey: newKey(), signal });
      signal.throwIfAborted();
      verdict.value = answer;
      judgedCount.value += 1;
      judgedMs.value = Date.now();
    },
  });

  const state = computed(() =>
    watchStateOf({ running: loop.running.value, trouble: loop.trouble.value, startedMs: startedMs.value, judgedMs: judgedMs.value, nowMs: now.value, intervalMs: loopOptions.intervalMs() }),
  );
  const elapsedMs = computed(() => Math.max(0, (stoppedMs.value ?? now.value) - startedMs.value));

  function start(source: FrameSource): void {
    verdict.value = null;
    judgedCount.value = 0;
    judgedMs.value = null;
    startedMs.value = Date.now();
    stoppedMs.value = null;
    loop.start(source);
  }

  function stop(): void {
    stoppedMs.value ??= Date.now();
    loop.stop();
  }

  return { state, verdict: shallowReadonly(verdict), judgedCount: shallowReadonly(judgedCount), elapsedMs, start, stop };
}
