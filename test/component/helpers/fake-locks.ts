/** The Web Locks of one browser, which its tabs share; whoever does not get one at once waits in vain. */
export class FakeLocks {
  readonly #held = new Map<string, { taken: (error: Error) => void }>();
  readonly #isRefused: boolean;

  constructor({ refused = false }: { refused?: boolean } = {}) {
    this.#isRefused = refused;
  }

  /** Names of those that somebody has. */
  get held(): string[] {
    return [...this.#held.keys()];
  }

  request = (async (name: string, { steal = false }: LockOptions, hold: () => Promise<unknown>): Promise<unknown> => {
    await Promise.resolve();
    if (this.#isRefused) throw new DOMException('Locks are not available here.', 'SecurityError');
    const before = this.#held.get(name);
    if (before !== undefined && !steal) throw new DOMException('It took too long.', 'TimeoutError');
    const { promise: taken, reject } = Promise.withResolvers<never>();
    const mine = { taken: reject };
    this.#held.set(name, mine);
    before?.taken(new DOMException('It was stolen.', 'AbortError'));
    return Promise.race([hold(), taken]).finally(() => { if (this.#held.get(name) === mine) this.#held.delete(name); });
  }) as LockManager['request'];

  query(): Promise<LockManagerSnapshot> {
    return Promise.resolve({ held: this.held.map((name) => ({ name, mode: 'exclusive', clientId: '' })), pending: [] });
  }
}
