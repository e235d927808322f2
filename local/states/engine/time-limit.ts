import type { Clock } from '../clock.ts';

/** A signal that follows another one, and is aborted by itself when its time is over. */
export class TimeLimit {
  readonly signal: AbortSignal;
  readonly #clock: Clock;
  readonly #outer: AbortSignal;
  readonly #limit = new AbortController();
  readonly #ended = new AbortController();

  constructor(clock: Clock, outer: AbortSignal) {
    this.#clock = clock;
    this.#outer = outer;
    this.signal = AbortSignal.any([outer, this.#limit.signal]);
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
    let round = new AbortController();
    const count = (): void => {
      this.#clock.sleep(seconds * 1000, AbortSignal.any([this.#outer, this.#ended.signal, round.signal])).then(
        () => {
          this.#limit.abort(reason());
        },
        () => undefined,
      );
    };
    count();
    return () => {
      round.abort();
      round = new AbortController();
      count();
    };
  }

  /** Stops counting. */
  end(): void {
    this.#ended.abort();
  }
}
