import { describe, expect, it } from '@jest/globals';
import { useAttempt } from '../../../frontend/composables/useAttempt.ts';

describe('an attempt', () => {
  it('is under way until it is done, and is not doubled', async () => {
    const { busy, attempt } = useAttempt();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    let count = 0;
    const act = async (): Promise<void> => {
      count++;
      await promise;
    };
    const first = attempt(act);
    await attempt(act);
    expect([busy.value, count]).toEqual([true, 1]);
    resolve(undefined);
    await first;
    expect(busy.value).toBe(false);
  });

  it('that fails says why until it is made again', async () => {
    const { busy, error, attempt } = useAttempt();
    const failure = new Error('no network');
    await attempt(() => Promise.reject(failure));
    expect([busy.value, error.value]).toEqual([false, failure]);
    await attempt(() => Promise.resolve());
    expect(error.value).toBeNull();
  });
});
