import { describe, expect, it } from '@jest/globals';
import { ByteBudget } from '../../../local/aws/byte-budget.ts';

/** Work that ends when it is told to. */
function job(log: string[], name: string) {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  return { run: () => { log.push(name); return promise; }, end: () => { resolve(name); }, fail: () => { reject(new Error(name)); } };
}

/** Everything that can go on has gone on. */
const settled = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

describe('a budget of bytes', () => {
  it('lets work begin in the order of arrival as far as it goes, a small one behind a large one', async () => {
    const [budget, log] = [new ByteBudget(10), [] as string[]];
    const [first, large, small] = [job(log, 'first'), job(log, 'large'), job(log, 'small')];
    const done = [budget.use(6, first.run), budget.use(8, large.run), budget.use(1, small.run)];
    await settled();
    expect(log).toEqual(['first']);
    first.end();
    await settled();
    expect(log).toEqual(['first', 'large', 'small']);
    large.end();
    small.end();
    await expect(Promise.all(done)).resolves.toEqual(['first', 'large', 'small']);
  });

  it('has its bytes back from work that fails', async () => {
    const [budget, log] = [new ByteBudget(10), [] as string[]];
    const [failing, next] = [job(log, 'failing'), job(log, 'next')];
    const [failed, done] = [budget.use(10, failing.run), budget.use(10, next.run)];
    failing.fail();
    await expect(failed).rejects.toThrow('failing');
    next.end();
    await expect(done).resolves.toBe('next');
  });

  it('gives all it has to work that wants more', async () => {
    const [budget, log] = [new ByteBudget(10), [] as string[]];
    const [huge, next] = [job(log, 'huge'), job(log, 'next')];
    const done = [budget.use(1_000, huge.run), budget.use(1, next.run)];
    await settled();
    expect(log).toEqual(['huge']);
    huge.end();
    next.end();
    await expect(Promise.all(done)).resolves.toEqual(['huge', 'next']);
  });
});
