import { describe, expect, it } from '@jest/globals';
import { nextTick, shallowRef } from 'vue';
import type { Page } from '../../../frontend/api/client.ts';
import type { KeptList, ListKeeper } from '../../../frontend/composables/useKeptList.ts';
import { usePagedList } from '../../../frontend/composables/usePagedList.ts';
import { inScope } from '../helpers/in-scope.ts';

interface Asked {
  query: string;
  cursor: string | null;
  signal: AbortSignal;
  answer: (page: Page<string>) => void;
  fail: (error: unknown) => void;
}

/** A list whose server answers when it is told to. */
function setUp(first: string | null = 'a', keeper?: ListKeeper) {
  const asked: Asked[] = [];
  const query = shallowRef(first);
  const { value: list, dispose } = inScope(() =>
    usePagedList<string, string>({
      query,
      load: (text, cursor, signal) => new Promise((answer, fail) => { asked.push({ query: text, cursor, signal, answer, fail }); }),
      keeper,
    }),
  );
  const reply = async (page: Page<string>): Promise<void> => {
    asked.at(-1)?.answer(page);
    await nextTick();
    await nextTick();
  };
  return { asked, query, list, dispose, reply };
}

describe('a paged list', () => {
  it('begins with the first page and adds the next', async () => {
    const { asked, list, reply } = setUp();
    expect([list.items.value, list.loading.value, list.hasMore.value]).toEqual([null, true, false]);
    await reply({ items: ['1', '2'], nextCursor: 'after-2' });
    expect([list.items.value, list.loading.value, list.hasMore.value, list.answered.value]).toEqual([['1', '2'], false, true, 'a']);
    void list.loadMore();
    void list.loadMore();
    expect(asked.map(({ cursor }) => cursor)).toEqual([null, 'after-2']);
    expect(list.loadingMore.value).toBe(true);
    await reply({ items: ['3'], nextCursor: null });
    expect([list.items.value, list.hasMore.value]).toEqual([['1', '2', '3'], false]);
    await list.loadMore();
    expect(asked).toHaveLength(2);
  });

  it('begins anew for another query, drops what the one before still brings, and keeps its items until then', async () => {
    const { asked, query, list, reply } = setUp();
    await reply({ items: ['1'], nextCursor: 'after-1' });
    void list.loadMore();
    query.value = 'b';
    await nextTick();
    expect(asked.map((request) => [request.query, request.cursor])).toEqual([['a', null], ['a', 'after-1'], ['b', null]]);
    expect(asked[1]?.signal.aborted).toBe(true);
    asked[1]?.answer({ items: ['late'], nextCursor: null });
    await nextTick();
    expect([list.items.value, list.answered.value]).toEqual([['1'], 'a']);
    await reply({ items: ['x'], nextCursor: null });
    expect([list.items.value, list.answered.value, list.hasMore.value]).toEqual([['x'], 'b', false]);
  });

  it('says why a page did not come, and repeats the very same on a retry', async () => {
    const { asked, list, reply } = setUp();
    await reply({ items: ['1'], nextCursor: 'after-1' });
    void list.loadMore();
    const error = new Error('no network');
    asked[1]?.fail(error);
    await nextTick();
    await nextTick();
    expect([list.error.value, list.loadingMore.value, list.items.value]).toEqual([error, false, ['1']]);
    void list.retry();
    expect([asked[2]?.cursor, list.error.value]).toEqual(['after-1', null]);
    await reply({ items: ['2'], nextCursor: null });
    expect(list.items.value).toEqual(['1', '2']);
  });

  it('asks for nothing without a query, and no more once its page is left', async () => {
    const { asked, query, dispose } = setUp(null);
    expect(asked).toEqual([]);
    query.value = 'a';
    await nextTick();
    dispose();
    expect(asked[0]?.signal.aborted).toBe(true);
  });

  it('that is kept is shown at once to whoever comes back, as long as it was, and brought up to date', async () => {
    let kept: KeptList<unknown, unknown> | null = { items: ['1', '2', '3'], answered: 'before', nextCursor: 'after-3' };
    const keeper = { read: () => kept, write: (list: KeptList<unknown, unknown>) => { kept = list; } };
    const { asked, list, reply } = setUp('a', keeper);
    expect([list.items.value, list.hasMore.value, list.answered.value]).toEqual([['1', '2', '3'], true, 'before']);
    await reply({ items: ['0', '1'], nextCursor: 'after-1' });
    expect(list.items.value).toEqual(['1', '2', '3']);
    await reply({ items: ['2', '3'], nextCursor: 'new-after-3' });
    expect(asked.map(({ query, cursor }) => [query, cursor])).toEqual([['a', null], ['a', 'after-1']]);
    expect([list.items.value, list.loading.value]).toEqual([['0', '1', '2', '3'], false]);
    void list.loadMore();
    await reply({ items: ['4'], nextCursor: null });
    expect(kept).toEqual({ items: ['0', '1', '2', '3', '4'], answered: 'a', nextCursor: null });
  });

  it('that is kept and cannot be brought up to date stays, with the reason', async () => {
    const { asked, list } = setUp('a', { read: () => ({ items: ['1'], answered: 'a', nextCursor: null }), write: () => undefined });
    const failure = new Error('down');
    asked[0]?.fail(failure);
    await nextTick();
    await nextTick();
    expect([list.items.value, list.error.value, list.loading.value]).toEqual([['1'], failure, false]);
  });
});
