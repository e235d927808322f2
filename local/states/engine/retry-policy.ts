import type { Retrier } from '../definition/state-schema.ts';
import { errorEquals } from '../errors/error-equals.ts';
import type { StatesError } from '../errors/states-error.ts';

export interface RetryPolicyProps {
  retriers: readonly Retrier[];
  /** At least 0, below 1. */
  random: () => number;
  /** How often every retrier has retried already. */
  attemptsBefore?: number;
}

/** The next attempt. */
export interface RetryDecision {
  /** Of the retrier within Retry. */
  retrierIndex: number;
  delayMs: number;
}

/** The Retry of one stay in a state: every retrier counts its own attempts. Source: https://states-language.net/#retrying-after-error */
export class RetryPolicy {
  readonly #props: RetryPolicyProps;
  readonly #attempts = new Map<Retrier, number>();

  constructor(props: RetryPolicyProps) {
    this.#props = props;
  }

  /** Whether and when to try again; null when the first retrier that takes the error has no attempt left, or none takes it. */
  next(error: StatesError): RetryDecision | null {
    const { retriers, random, attemptsBefore = 0 } = this.#props;
    const retrierIndex = retriers.findIndex((candidate) => errorEquals(candidate.ErrorEquals, error));
    const retrier = retriers[retrierIndex];
    if (!retrier) return null;
    const attempts = this.#attempts.get(retrier) ?? attemptsBefore;
    if (attempts >= (retrier.MaxAttempts ?? 3)) return null;
    this.#attempts.set(retrier, attempts + 1);
    const seconds = Math.min((retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** attempts, retrier.MaxDelaySeconds ?? Infinity);
    return { retrierIndex, delayMs: seconds * 1000 * (retrier.JitterStrategy === 'FULL' ? random() : 1) };
  }
}
