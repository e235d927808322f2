import type { Retrier, StateType } from '../definition/state-schema.ts';
import { errorEquals } from '../errors/error-equals.ts';
import type { StatesError } from '../errors/states-error.ts';

/** The Retry of one stay in a state: every retrier counts its own attempts. Source: https://states-language.net/#retrying-after-error */
export class RetryPolicy {
  readonly #retriers: readonly Retrier[];
  readonly #stateType: StateType;
  readonly #random: () => number;
  readonly #attempts = new Map<Retrier, number>();

  constructor(retriers: readonly Retrier[], stateType: StateType, random: () => number) {
    this.#retriers = retriers;
    this.#stateType = stateType;
    this.#random = random;
  }

  /** How long to wait before the next attempt, in milliseconds; null when the first retrier that takes the error has none left, or none takes it. */
  nextDelayMs(error: StatesError): number | null {
    const retrier = this.#retriers.find((candidate) => errorEquals(candidate.ErrorEquals, error, this.#stateType));
    if (!retrier) return null;
    const attempts = this.#attempts.get(retrier) ?? 0;
    if (attempts >= (retrier.MaxAttempts ?? 3)) return null;
    this.#attempts.set(retrier, attempts + 1);
    const seconds = Math.min((retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** attempts, retrier.MaxDelaySeconds ?? Infinity);
    return seconds * 1000 * (retrier.JitterStrategy === 'FULL' ? this.#random() : 1);
  }
}
