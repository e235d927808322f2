import { backoffMs } from '../capture/backoff.ts';
import { wait } from '../capture/wait.ts';
import { ApiError } from './api-error.ts';
import { isPassing } from './is-passing.ts';

/** Longer than any of the API's answers takes: its gateway gives up after 29 seconds. */
const ATTEMPT_TIMEOUT_MS = 35_000;

export interface UntilAnsweredOptions {
  /** Ends the repeating. */
  signal: AbortSignal;
  /** Told of each attempt that came to nothing, and will be repeated. */
  onFailure?: (error: unknown) => void;
  network?: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
  random?: () => number;
  attemptTimeoutMs?: number;
}

/**
 * Repeats a request that must not be lost until the API answers it, ever more slowly, and at once when the connection is back. For requests that may be made
 * any number of times.
 * @throws whatever is an answer that repeating would not change; the signal's reason
 */
export async function untilAnswered<T>(request: (signal: AbortSignal) => Promise<T>, options: UntilAnsweredOptions): Promise<T> {
  const { signal, onFailure = () => undefined, network = window, random = Math.random, attemptTimeoutMs = ATTEMPT_TIMEOUT_MS } = options;
  for (let failures = 1; ; failures += 1) {
    signal.throwIfAborted();
    try {
      return await request(AbortSignal.any([signal, AbortSignal.timeout(attemptTimeoutMs)]));
    } catch (error) {
      signal.throwIfAborted();
      if (!isPassing(error)) throw error;
      onFailure(error);
      const askedMs = (error instanceof ApiError ? (error.retryAfterSeconds ?? 0) : 0) * 1_000;
      await untilOnline(backoffMs(failures, random(), askedMs), signal, network);
    }
  }
}

async function untilOnline(durationMs: number, signal: AbortSignal, network: Exclude<UntilAnsweredOptions['network'], undefined>): Promise<void> {
  const online = new AbortController();
  const goOn = (): void => { online.abort(); };
  network.addEventListener('online', goOn);
  await wait(durationMs, AbortSignal.any([signal, online.signal])).catch(() => { signal.throwIfAborted(); }).finally(() => { network.removeEventListener('online', goOn); });
}
