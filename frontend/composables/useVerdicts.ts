import { computed, shallowReadonly, shallowRef, type ComputedRef, type Ref } from 'vue';
import type { Verdict } from '../../domain/verdict.ts';
import { SignedOutError } from '../api/api-error.ts';
import type { ApiClient } from '../api/client.ts';
import { postVerdict } from '../api/verdicts.ts';
import type { FrameSource } from '../capture/frame-source.ts';
import { useCaptureLoop, type UseCaptureLoopOptions } from './useCaptureLoop.ts';
import { CONSENT_VERSION } from './useConsent.ts';
import { useNow } from './useNow.ts';
import { isSessionOver, watchStateOf, type WatchState } from './watch-state.ts';

export type UseVerdictsOptions = Omit<UseCaptureLoopOptions, 'send' | 'isFinal'> & {
  api: ApiClient;
  /** Whose frames they are; asked for each of them. Null: they belong to no exam. */
  sessionId: () => string | null;
  newKey?: () => string;
};

export interface UseVerdictsReturn {
  state: ComputedRef<WatchState>;
  /** The newest since the last start; null before the first. */
  verdict: Readonly<Ref<Verdict | null>>;
  /** When it arrived, in milliseconds since 1970. */
  judgedMs: Readonly<Ref<number | null>>;
  start: (source: FrameSource) => void;
  stop: () => void;
}

/** Has the frames of a source judged, one after the other, and says what came of it. */
export function useVerdicts({ api, sessionId, newKey = () => crypto.randomUUID(), ...loopOptions }: UseVerdictsOptions): UseVerdictsReturn {
  const verdict = shallowRef<Verdict | null>(null);
  const startedMs = shallowRef(0);
  const judgedMs = shallowRef<number | null>(null);
  const now = useNow();

  const loop = useCaptureLoop({
    ...loopOptions,
    send: async (frame, signal) => {
      const answer = await postVerdict(api, { ...frame, sessionId: sessionId(), consentVersion: CONSENT_VERSION, idempotencyKey: newKey(), signal });
      signal.throwIfAborted();
      verdict.value = answer;
      judgedMs.value = Date.now();
    },
    isFinal: (error) => error instanceof SignedOutError || isSessionOver(error),
  });

  const state = computed(() =>
    watchStateOf({ running: loop.running.value, trouble: loop.trouble.value, startedMs: startedMs.value, judgedMs: judgedMs.value, nowMs: now.value, intervalMs: loopOptions.intervalMs() }),
  );

  function start(source: FrameSource): void {
    verdict.value = null;
    judgedMs.value = null;
    startedMs.value = Date.now();
    loop.start(source);
  }

  return { state, verdict: shallowReadonly(verdict), judgedMs: shallowReadonly(judgedMs), start, stop: loop.stop };
}
