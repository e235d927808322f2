import type { Clock } from '../clock.ts';
import { LinkedAbort } from './linked-abort.ts';

/** A signal that follows another one, and is aborted by itself when a time is over. */
export class TimeLimit {
  readonly #clock: Clock;
  readonly #outer: AbortSignal;
  /** What every count is ended by. */
  readonly #counts = new Set<AbortController>();
  /** Made by the first limit: most tasks have none, and signals are dear. */
  #abort: LinkedAbort | null = null;

  constructor(clock: Clock, outer: AbortSignal) {
    this.#clock = clock;
    this.#outer = outer;
  }

  /** To be asked for after the limits are set. */
  get signal(): AbortSignal {
    return this.#abort?.signal ?? this.#outer;
  }

  /**
   * Begins to count.
   *
   * @param seconds null for no limit
   * @param reason what the signal is aborted with
   * @returns a function that begins to count anew
   */
  after(seconds: number | null, reason: () => Error): () => void {
    if (seconds === null) return () => undefined;
    const abort = (this.#abort ??= new LinkedAbort(this.#outer));
    let count = this.#count(seconds, reason, abort);
    return () => {
      this.#stop(count);
      count = this.#count(seconds, reason, abort);
    };
  }

  /** Stops counting. To be called in any case. */
  end(): void {
    for (const count of this.#counts) this.#stop(count);
    this.#abort?.unlink();
  }

  #count(seconds: number, reason: () => Error, abort: LinkedAbort): AbortController {
    const count = new AbortController();
    this.#counts.add(count);
    this.#clock.sleep(seconds * 1000, count.signal).then(
      () => {
        abort.abort(reason());
      },
      () => undefined,
    );
    return count;
  }

  #stop(count: AbortController): void {
    this.#counts.delete(count);
    count.abort(STOPPED);
  }
}

/** One for all: an abort without a reason makes a new error with a stack each time. */
const STOPPED = new Error('Nobody waits any more.');
