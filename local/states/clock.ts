/** The longest delay that one timer of Node takes; longer ones are slept in pieces. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Time and chance as the interpreter sees them; tests bring their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** At least 0, below 1. */
  random(): number;
  /** Rejects with the signal's reason as soon as it is aborted. */
  sleep(durationMs: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: async (durationMs, signal) => {
    for (let remainingMs = durationMs; remainingMs > 0; remainingMs -= MAX_TIMER_MS) {
      await sleepOnce(Math.min(remainingMs, MAX_TIMER_MS), signal);
    }
  },
};

function sleepOnce(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error);
      return;
    }
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, durationMs);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
