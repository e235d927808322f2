import { describe, expect, it } from '@jest/globals';
import { flushPromises, mount } from '@vue/test-utils';
import { defineComponent, h } from 'vue';
import { createMemoryHistory, createRouter, RouterView } from 'vue-router';
import { AUDIT_FILTERS, type AuditFilters } from '../../../frontend/audit/filters.ts';
import { useUrlFilters, type UseUrlFiltersReturn } from '../../../frontend/composables/useUrlFilters.ts';

async function setUp(path: string) {
  const used: UseUrlFiltersReturn<AuditFilters>[] = [];
  const page = defineComponent(() => {
    used.push(useUrlFilters(AUDIT_FILTERS));
    return () => null;
  });
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/audit', component: page }] });
  await router.push(path);
  mount(() => h(RouterView), { global: { plugins: [router] } });
  await flushPromises();
  const [list] = used;
  if (list === undefined) throw new Error('The page was not shown.');
  return { router, list, address: () => router.currentRoute.value.fullPath };
}

describe('a list’s filters', () => {
  it('are taken from the address', async () => {
    const { list } = await setUp('/audit?action=PutReview&period=day');
    expect(list.filters.value).toEqual({ actor: null, action: 'PutReview', period: 'day', from: null, to: null });
    expect(list.isFiltered.value).toBe(true);
  });

  it('are written there, and gone when they are cleared', async () => {
    const { list, address } = await setUp('/audit');
    list.apply({ ...list.filters.value, actor: 'a-1' });
    await flushPromises();
    expect([address(), list.filters.value.actor, list.isFiltered.value]).toEqual(['/audit?actor=a-1', 'a-1', true]);
    list.clear();
    await flushPromises();
    expect([address(), list.filters.value, list.isFiltered.value]).toEqual(['/audit', AUDIT_FILTERS.none, false]);
  });

  it('follow the address, as a link or Back changes it', async () => {
    const { router, list } = await setUp('/audit?actor=a-1');
    await router.push('/audit?actor=a-2');
    expect(list.filters.value.actor).toBe('a-2');
  });
});
