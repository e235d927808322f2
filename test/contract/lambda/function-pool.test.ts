import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { FunctionResource } from '../../../local/assembly/assembly.ts';
import type { FunctionPoolProps } from '../../../local/lambda/function-pool.ts';
import { FunctionPool } from '../../../local/lambda/function-pool.ts';
import type { Bundles } from '../../helpers/lambda-bundle.ts';
import { createBundles } from '../../helpers/lambda-bundle.ts';
import { waitUntil } from '../../helpers/wait-until.ts';

let bundles: Bundles;
let pool: FunctionPool;

beforeAll(async () => {
  bundles = await createBundles();
});
afterEach(() => pool.close());
afterAll(() => bundles.remove());

const start = (fn: FunctionResource, props: Partial<FunctionPoolProps> = {}): FunctionPool => {
  pool = new FunctionPool({ fn, environment: {}, concurrency: 4, idleTimeoutMs: 60_000, initTimeoutMs: 10_000, onLog: () => undefined, ...props });
  return pool;
};

describe('the workers of a function', () => {
  it('are gone after a burst and a while', async () => {
    const fn = await bundles.add('let-go', 'export const handler = () => new Promise((resolve) => setTimeout(resolve, 20));');
    const { workerCount: before } = start(fn, { idleTimeoutMs: 50 });
    await Promise.all(Array.from({ length: 12 }, () => pool.invoke('{}')));
    expect([before, pool.workerCount]).toEqual([0, 4]);
    await waitUntil(() => pool.workerCount === 0);
    expect((await pool.invoke('{}')).functionError).toBeNull();
  });

  it('are one after a burst and a while where they were warmed', async () => {
    const fn = await bundles.add('kept', 'export const handler = () => new Promise((resolve) => setTimeout(resolve, 20));');
    await start(fn, { idleTimeoutMs: 50 }).warm();
    await Promise.all(Array.from({ length: 12 }, () => pool.invoke('{}')));
    expect(pool.workerCount).toBe(4);
    await waitUntil(() => pool.workerCount === 1);
    expect((await pool.invoke('{}')).functionError).toBeNull();
    expect(pool.workerCount).toBe(1);
  });

  it('are replaced when one ends between two invocations', async () => {
    const fn = await bundles.add('dies-idle', 'export const handler = async (event) => { if (event.die) setTimeout(() => process.exit(9)); return "alive"; };');
    await start(fn).invoke('{"die":true}');
    await waitUntil(() => pool.workerCount === 0);
    expect((await pool.invoke('{}')).payload).toBe('"alive"');
  });

  it('load the bundle ahead when they are warmed, once', async () => {
    const fn = await bundles.add('warmed', 'export const handler = async () => 1;');
    await start(fn).warm();
    await pool.warm();
    expect(pool.workerCount).toBe(1);
  });

  it('fail each of the waiting invocations when the bundle cannot be loaded', async () => {
    const fn = await bundles.add('unloadable', 'throw new Error("no");');
    start(fn);
    const results = await Promise.all(Array.from({ length: 9 }, () => pool.invoke('{}')));
    expect(results.map(({ payload }) => (JSON.parse(payload) as { errorMessage: string }).errorMessage)).toEqual(Array(9).fill('no'));
  });
});
