/**
 * Waits, unless it is aborted.
 * @throws the signal's reason
 */
export async function wait(durationMs: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const done = (): void => { resolve(undefined); };
  const timer = setTimeout(done, Math.max(0, durationMs));
  signal.addEventListener('abort', done, { once: true });
  await promise;
  clearTimeout(timer);
  signal.removeEventListener('abort', done);
  signal.throwIfAborted();
}
