import { afterEach, describe, expect, it } from '@jest/globals';
import { flushPromises } from '@vue/test-utils';
import { shallowRef } from 'vue';
import type { ApiClient, ApiRequest } from '../../../frontend/api/client.ts';
import type { Execution } from '../../../frontend/api/executions.ts';
import { useExecutionList } from '../../../frontend/composables/useExecutionList.ts';
import { NO_FILTERS, type ExecutionFilters } from '../../../frontend/executions/filters.ts';
import { inScope } from '../helpers/in-scope.ts';

interface Asked {
  query: Record<string, string | null>;
  signal: AbortSignal | null;
  answer: (names: string[], nextCursor?: string | null) => Promise<void>;
  fail: () => Promise<void>;
}

let dispose = (): void => undefined;
afterEach(() => { dispose(); });

/** The composable with an API whose answers a test gives when it wants. */
function start(first: ExecutionFilters = NO_FILTERS) {
  const asked: Asked[] = [];
  const json = async (_: string, { query = {}, signal = null }: ApiRequest = {}) =>
    new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => { reject(signal.reason as Error); });
      const answer = async (names: string[], nextCursor: string | null = null): Promise<void> => {
        resolve({ items: names.map((name) => ({ name }) as Execution), nextCursor });
        await flushPromises();
      };
      const fail = async (): Promise<void> => {
        reject(new Error('failed'));
        await flushPromises();
      };
      asked.push({ query, signal, answer, fail });
    });
  const filters = shallowRef(first);
  const scope = inScope(() => useExecutionList({ json } as unknown as ApiClient, filters, { now: () => Date.parse('2026-03-31T12:00:00Z') }));
  dispose = scope.dispose;
  const list = scope.value;
  const nth = (index: number): Asked => asked[index] ?? (() => { throw new Error(`There is no request ${index}.`); })();
  return { list, filters, asked, nth, names: () => list.items.value?.map(({ name }) => name) ?? null };
}

describe('the list of executions', () => {
  it('grows page by page, with the range of its first page', async () => {
    const { list, nth, names } = start({ ...NO_FILTERS, machine: 'verify-frame', period: 'hour' });
    expect([list.loading.value, names()]).toEqual([true, null]);
    await nth(0).answer(['a', 'b'], 'next');
    expect([list.loading.value, list.hasMore.value, names()]).toEqual([false, true, ['a', 'b']]);
    void list.loadMore();
    expect(list.loadingMore.value).toBe(true);
    await nth(1).answer(['c']);
    expect([list.hasMore.value, names()]).toEqual([false, ['a', 'b', 'c']]);
    expect(nth(1).query).toEqual({ ...nth(0).query, cursor: 'next' });
    expect(nth(0).query).toMatchObject({ machine: 'verify-frame', from: '2026-03-31T11:00:00.000Z', cursor: null });
  });

  it('shows the answer to the filters of now, not to those before', async () => {
    const { list, filters, asked, nth, names } = start();
    filters.value = { ...NO_FILTERS, status: 'FAILED' };
    await flushPromises();
    expect(nth(0).signal?.aborted).toBe(true);
    await nth(1).answer(['failed']);
    expect([asked.length, names(), list.error.value, list.loading.value]).toEqual([2, ['failed'], null, false]);
  });

  it('keeps what it shows when more cannot be had, and repeats that', async () => {
    const { list, nth, names } = start();
    await nth(0).answer(['a'], 'next');
    void list.loadMore();
    await nth(1).fail();
    expect([list.error.value, list.loadingMore.value, names()]).toEqual([new Error('failed'), false, ['a']]);
    void list.retry();
    expect(list.error.value).toBeNull();
    await nth(2).answer(['b']);
    expect([nth(2).query.cursor, names()]).toEqual(['next', ['a', 'b']]);
  });

  it('asks for nothing while its times are in the wrong order', () => {
    const { asked } = start({ ...NO_FILTERS, period: 'custom', from: '2026-03-02T00:00:00.000Z', to: '2026-03-01T00:00:00.000Z' });
    expect(asked).toEqual([]);
  });

  it('gives up what is under way when its page is left', () => {
    const { nth } = start();
    dispose();
    expect(nth(0).signal?.aborted).toBe(true);
  });
});
