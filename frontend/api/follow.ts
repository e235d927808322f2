import { backoffMs } from '../capture/backoff.ts';
import { wait } from '../capture/wait.ts';
import { ApiError } from './api-error.ts';
import { isPassing } from './is-passing.ts';

export interface FollowOptions {
  /** From an answer to the next question. */
  pollMs: number;
  /** Ends the asking. */
  signal: AbortSignal;
  /** Whether there is something to show meanwhile: without it, a question that is lost ends the asking. */
  isKnown: () => boolean;
  /** Told why the last question was lost, and with null once one is answered again. */
  onLost: (error: unknown) => void;
  random?: () => number;
}

/**
 * Asks again and again until there is nothing more to come. A question that is lost is followed by others, later each time.
 * @param ask whether there is more to come
 * @throws whatever is an answer that asking again would not change; the signal's reason
 */
export async function follow(ask: () => Promise<boolean>, { pollMs, signal, isKnown, onLost, random = Math.random }: FollowOptions): Promise<void> {
  for (let failures = 0; ;) {
    let pauseMs = pollMs;
    try {
      const isMore = await ask();
      signal.throwIfAborted();
      failures = 0;
      onLost(null);
      if (!isMore) return;
    } catch (error) {
      signal.throwIfAborted();
      if (!isKnown() || !isPassing(error)) throw error;
      failures += 1;
      onLost(error);
      pauseMs = Math.max(pollMs, backoffMs(failures, random(), (error instanceof ApiError ? (error.retryAfterSeconds ?? 0) : 0) * 1_000));
    }
    await wait(pauseMs, signal);
  }
}
