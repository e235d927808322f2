import { afterEach, describe, expect, it } from '@jest/globals';
import { flushPromises } from '@vue/test-utils';
import { shallowRef } from 'vue';
import { useFilteredList } from '../../../frontend/composables/useFilteredList.ts';
import { DEFAULT_PERIOD, type PeriodFilter } from '../../../frontend/filters/period.ts';
import { inScope } from '../helpers/in-scope.ts';

interface Filters extends PeriodFilter {
  status: string | null;
}

let dispose = (): void => undefined;
afterEach(() => { dispose(); });

function start(first: Filters) {
  const filters = shallowRef(first);
  const asked: Record<string, unknown>[] = [];
  let clock = Date.parse('2026-03-31T12:00:00Z');
  const scope = inScope(() =>
    useFilteredList({
      filters,
      load: async ({ status, from, to, cursor }) => {
        asked.push({ status, from, to, cursor });
        return Promise.resolve({ items: [cursor ?? 'first'], nextCursor: 'next' });
      },
      now: () => clock,
    }),
  );
  dispose = scope.dispose;
  return { filters, asked, list: scope.value, pass: (ms: number) => { clock += ms; } };
}

describe('a list of a period', () => {
  it('keeps the range of its first page until it is refreshed', async () => {
    const { asked, list, pass } = start({ ...DEFAULT_PERIOD, status: 'FAILED', period: 'hour' });
    await flushPromises();
    pass(60_000);
    await list.loadMore();
    expect(asked).toEqual([
      { status: 'FAILED', from: '2026-03-31T11:00:00.000Z', to: null, cursor: null },
      { status: 'FAILED', from: '2026-03-31T11:00:00.000Z', to: null, cursor: 'next' },
    ]);
    await list.refresh();
    await flushPromises();
    expect(asked.slice(2)).toEqual([{ status: 'FAILED', from: '2026-03-31T11:01:00.000Z', to: null, cursor: null }]);
    expect(list.items.value).toEqual(['first']);
  });

  it('is asked for once by a refresh in the same moment', async () => {
    const { asked, list } = start({ ...DEFAULT_PERIOD, status: null });
    await flushPromises();
    await list.refresh();
    await flushPromises();
    expect(asked).toHaveLength(2);
  });

  it('asks for nothing while its times are in the wrong order', async () => {
    const { asked, filters } = start({ status: null, period: 'custom', from: '2026-03-02T00:00:00.000Z', to: '2026-03-01T00:00:00.000Z' });
    await flushPromises();
    expect(asked).toEqual([]);
    filters.value = { ...filters.value, to: null };
    await flushPromises();
    expect(asked).toEqual([{ status: null, from: '2026-03-02T00:00:00.000Z', to: null, cursor: null }]);
  });
});
