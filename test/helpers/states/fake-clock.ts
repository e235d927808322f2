import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../local/states/clock.ts';

interface Sleeper {
  dueMs: number;
  wake: () => void;
}

/** The interpreter takes a breath now and then: only after some turns of the event loop is nothing left to happen. */
const TURNS_BEFORE_JUMP = 3;
/** A busy disk may take its time: this is for work that hangs. */
const MAX_IDLE_MS = 60_000;

/** A clock that stands still until nothing else is left to happen, and then jumps to the next moment that somebody waits for. */
export class FakeClock implements Clock {
  /** How long each sleep was asked to last, in milliseconds, in order. */
  readonly sleptMs: number[] = [];
  /** What `random` answers. */
  chance = 0.5;
  #nowMs = Date.parse('2026-01-02T03:04:05.678Z');
  readonly #sleepers = new Set<Sleeper>();

  now(): number {
    return this.#nowMs;
  }

  random(): number {
    return this.chance;
  }

  sleep(durationMs: number, signal: AbortSignal): Promise<void> {
    this.sleptMs.push(durationMs);
    return new Promise((resolve, reject) => {
      const sleeper: Sleeper = { dueMs: this.#nowMs + durationMs, wake: resolve };
      const abort = (): void => {
        this.#sleepers.delete(sleeper);
        reject(signal.reason as Error);
      };
      if (signal.aborted) {
        abort();
        return;
      }
      this.#sleepers.add(sleeper);
      signal.addEventListener('abort', abort, { once: true });
    });
  }

  /** Lets the work go on, jumping from moment to moment, until it has ended. */
  async drive<T>(work: Promise<T>): Promise<T> {
    const progress = { hasEnded: false };
    const end = (): void => {
      progress.hasEnded = true;
    };
    work.then(end, end);
    let idleSinceMs = performance.now();
    for (let idleTurns = 0; performance.now() - idleSinceMs < MAX_IDLE_MS; idleTurns += 1) {
      await setImmediate();
      if (progress.hasEnded) return work;
      const [next] = [...this.#sleepers].sort((one, other) => one.dueMs - other.dueMs);
      if (!next || idleTurns < TURNS_BEFORE_JUMP) continue;
      idleTurns = 0;
      idleSinceMs = performance.now();
      this.#sleepers.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.wake();
    }
    throw new Error('The work waits for something that is not the clock.');
  }
}
