import { describe, expect, it } from '@jest/globals';
import { LazyModel } from '../../../../local/vision/engine/lazy-model.ts';

describe('a lazy model', () => {
  it('is loaded at the first request, once for all', async () => {
    let loads = 0;
    const model = new LazyModel(() => Promise.resolve(++loads));
    expect(loads).toBe(0);
    expect(await Promise.all([model.get(), model.get()])).toEqual([1, 1]);
    expect(await model.get()).toBe(1);
  });

  it('is tried again after it could not be loaded', async () => {
    let loads = 0;
    const model = new LazyModel(() => (++loads === 1 ? Promise.reject(new Error('cut short')) : Promise.resolve('whole')));
    await expect(model.get()).rejects.toThrow('cut short');
    expect(await model.get()).toBe('whole');
  });
});
