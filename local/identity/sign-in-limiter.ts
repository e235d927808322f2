/** Failures of one account within the window before it must wait. */
const FAILURES = 5;
const WINDOW_MS = 60_000;

/**
 * Slows the guessing of passwords: an account with five failures within a minute waits until the first of them is a
 * minute old, right password or not. In memory, for a restart needs someone at the machine.
 */
export class SignInLimiter {
  readonly #now: () => number;
  readonly #failuresMs = new Map<string, number[]>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** How long the account has yet to wait, in whole seconds; 0 when it may try. */
  retryAfterSeconds(account: string): number {
    const recent = this.#recent(account);
    const [oldest] = recent;
    return oldest === undefined || recent.length < FAILURES ? 0 : Math.ceil((oldest + WINDOW_MS - this.#now()) / 1000);
  }

  recordFailure(account: string): void {
    this.#failuresMs.set(account, [...this.#recent(account), this.#now()]);
  }

  recordSuccess(account: string): void {
    this.#failuresMs.delete(account);
  }

  #recent(account: string): number[] {
    return (this.#failuresMs.get(account) ?? []).filter((failedAtMs) => failedAtMs + WINDOW_MS > this.#now());
  }
}
