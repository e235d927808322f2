import { computed, onScopeDispose, shallowReadonly, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import { ApiError } from '../api/api-error.ts';
import { backoffMs } from '../capture/backoff.ts';
import type { CapturedFrame, FrameSource } from '../capture/frame-source.ts';
import { wait } from '../capture/wait.ts';

/** A camera delivers many a second: after this it has stopped doing so. */
const NO_PICTURE_AFTER_MS = 3_000;
/** Longer than a verdict takes when a provider is slow; shorter than an unnoticed gap may be. */
const TIMEOUT_MS = 15_000;

export interface UseCaptureLoopOptions {
  /** Has a frame judged. Repeated with a newer one, after a while, when it rejects. */
  send: (frame: CapturedFrame, signal: AbortSignal) => Promise<void>;
  /** Whether there is no use in sending another frame: the loop ends, and its trouble stays. */
  isFinal: (error: unknown) => boolean;
  /** From one capture to the next; a shorter one counts at once. */
  intervalMs: () => number;
  page?: Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;
  /** Tells that the connection is back. */
  network?: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
  random?: () => number;
  timeoutMs?: number;
}

/** Why frames are not being judged although they should be. */
export type LoopTrouble = { kind: 'hidden' } | { kind: 'noPicture' } | { kind: 'failed'; error: unknown };

export interface UseCaptureLoopReturn {
  running: Readonly<Ref<boolean>>;
  trouble: ComputedRef<LoopTrouble | null>;
  /** Ends what was running before. */
  start: (source: FrameSource) => void;
  stop: () => void;
}

/**
 * Captures and sends, the newest frame each time, never more than one at once. Rests while the page is hidden; after a failure it waits longer each time,
 * but not when the connection or the page comes back. Ends by itself when an error is final.
 */
export function useCaptureLoop(options: UseCaptureLoopOptions): UseCaptureLoopReturn {
  const { send, isFinal, intervalMs, page = document, network = window, random = Math.random, timeoutMs = TIMEOUT_MS } = options;
  const running = shallowRef(false);
  const hidden = shallowRef(page.hidden);
  const noPicture = shallowRef(false);
  const failure = shallowRef<{ error: unknown; final: boolean } | null>(null);
  /** Of the run that counts: what an earlier one still brings is dropped. */
  let current: AbortController | null = null;
  let cutRestShort = new AbortController();
  let intervalChanged = new AbortController();

  const trouble = computed<LoopTrouble | null>(() => {
    if (failure.value?.final === true) return { kind: 'failed', error: failure.value.error };
    if (!running.value) return null;
    if (hidden.value) return { kind: 'hidden' };
    if (failure.value !== null) return { kind: 'failed', error: failure.value.error };
    return noPicture.value ? { kind: 'noPicture' } : null;
  });

  const goOn = (): void => {
    cutRestShort.abort();
    cutRestShort = new AbortController();
  };
  const onVisibility = (): void => {
    hidden.value = page.hidden;
    if (!page.hidden) goOn();
  };
  page.addEventListener('visibilitychange', onVisibility);
  network.addEventListener('online', goOn);
  watch(intervalMs, () => {
    intervalChanged.abort();
    intervalChanged = new AbortController();
  }, { flush: 'sync' });

  /** As long as it takes, or until there is a reason to go on at once. */
  async function rest(durationMs: number, signal: AbortSignal): Promise<void> {
    await wait(durationMs, AbortSignal.any([signal, cutRestShort.signal])).catch(() => { signal.throwIfAborted(); });
  }

  /** The interval may change meanwhile. */
  async function untilNext(capturedMs: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      const leftMs = intervalMs() - (performance.now() - capturedMs);
      if (leftMs <= 0) return;
      await wait(leftMs, AbortSignal.any([signal, intervalChanged.signal])).catch(() => { signal.throwIfAborted(); });
    }
  }

  async function capture(source: FrameSource, signal: AbortSignal): Promise<CapturedFrame> {
    // A hidden page gets no pictures, whatever its camera does.
    const timer = setInterval(() => { noPicture.value = !hidden.value; }, NO_PICTURE_AFTER_MS);
    try {
      return await source.capture(signal);
    } finally {
      clearInterval(timer);
      if (!signal.aborted) noPicture.value = false;
    }
  }

  async function run(source: FrameSource, signal: AbortSignal): Promise<void> {
    let failures = 0;
    for (;;) {
      while (hidden.value) await rest(60_000, signal);
      try {
        const frame = await capture(source, signal);
        signal.throwIfAborted();
        const capturedMs = performance.now();
        await send(frame, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]));
        signal.throwIfAborted();
        failures = 0;
        failure.value = null;
        await untilNext(capturedMs, signal);
      } catch (error) {
        signal.throwIfAborted();
        failure.value = { error, final: isFinal(error) };
        if (failure.value.final) return;
        failures += 1;
        const retryAfterSeconds = error instanceof ApiError ? (error.retryAfterSeconds ?? 0) : 0;
        await rest(backoffMs(failures, random(), retryAfterSeconds * 1_000), signal);
      }
    }
  }

  function stop(): void {
    current?.abort();
    current = null;
    running.value = false;
    noPicture.value = false;
    failure.value = null;
  }

  function start(source: FrameSource): void {
    stop();
    const mine = new AbortController();
    current = mine;
    running.value = true;
    run(source, mine.signal).then(
      // Only a final error ends a run from inside; why is still to be seen.
      () => { running.value = false; },
      // Stopped.
      () => undefined,
    );
  }

  onScopeDispose(() => {
    page.removeEventListener('visibilitychange', onVisibility);
    network.removeEventListener('online', goOn);
    stop();
  });
  return { running: shallowReadonly(running), trouble, start, stop };
}
