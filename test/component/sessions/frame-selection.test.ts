import { afterEach, describe, expect, it } from '@jest/globals';
import { flushPromises, mount } from '@vue/test-utils';
import { computed, defineComponent, h, ref, shallowRef } from 'vue';
import { createMemoryHistory, createRouter, RouterView } from 'vue-router';
import type { Incident } from '../../../domain/incidents/incident.ts';
import type { TimelineItem } from '../../../domain/timeline.ts';
import type { ApiClient, ApiRequest } from '../../../frontend/api/client.ts';
import { useFrameSelection, type UseFrameSelectionReturn } from '../../../frontend/composables/useFrameSelection.ts';
import { useTimeline } from '../../../frontend/composables/useTimeline.ts';
import { markIncidents } from '../../../frontend/sessions/incident-marks.ts';
import { waitUntil } from '../../helpers/wait-until.ts';
import { verdictOf, clearChecks } from '../helpers/verdicts.ts';
import { inScope } from '../helpers/in-scope.ts';

function item(sequence: number): TimelineItem {
  return { sequence, verdictId: `v-${sequence}`, receivedAt: new Date(sequence * 1_000).toISOString(), decision: 'clear', signals: [], erased: false };
}
const itemsTo = (count: number): TimelineItem[] => Array.from({ length: count }, (_, index) => item(index + 1));
const INCIDENT: Incident = { incidentId: 'object-1', rule: 'object', severity: 'high', startedAt: '', endedAt: '', frameCount: 1, frames: [{ sequence: 3, verdictId: 'v-3' }] };

let unmount = (): void => undefined;
afterEach(() => { unmount(); });

/** The selection of a session's page at an address. */
async function start(address: string, { isOpen = false, count = 5, isWhole = true }: { isOpen?: boolean; count?: number; isWhole?: boolean } = {}) {
  const items = shallowRef(itemsTo(count));
  const whole = ref(isWhole);
  const interacting = ref(false);
  const selections: UseFrameSelectionReturn[] = [];
  const page = defineComponent({
    setup() {
      selections.push(useFrameSelection({ items, marks: computed(() => markIncidents([INCIDENT], items.value)), isWhole: whole, isOpen: ref(isOpen), interacting }));
      return () => h('p');
    },
  });
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/sessions/:id', component: page }, { path: '/:rest(.*)*', component: { render: () => null } }] });
  await router.push(address);
  const wrapper = mount(RouterView, { global: { plugins: [router] } });
  unmount = () => { wrapper.unmount(); };
  await flushPromises();
  const [selection] = selections;
  if (selection === undefined) throw new Error('The page is not there.');
  return { items, whole, interacting, router, selection };
}

describe('the selected frame', () => {
  it('of a session that has ended is where its first incident begins', async () => {
    const { selection, router } = await start('/sessions/a');
    expect([selection.index.value, selection.following.value, router.currentRoute.value.query]).toEqual([2, false, {}]);
  });

  it('is the one of the address, also when its page comes later; the first incident where there is none such', async () => {
    const { selection, items, whole } = await start('/sessions/a?frame=7', { isWhole: false });
    expect([selection.index.value, selection.missing.value]).toEqual([-1, null]);
    items.value = itemsTo(9);
    expect(selection.index.value).toBe(6);
    items.value = itemsTo(6);
    whole.value = true;
    expect([selection.index.value, selection.missing.value]).toEqual([2, 7]);
  });

  it('goes into the address once somebody stays at it, and follows the address', async () => {
    const { selection, router } = await start('/sessions/a?x=1');
    selection.select(3);
    selection.select(4);
    expect([selection.index.value, router.currentRoute.value.query]).toEqual([4, { x: '1' }]);
    await waitUntil(() => router.currentRoute.value.query.frame === '5');
    expect(router.currentRoute.value.query).toEqual({ x: '1', frame: '5' });
    await router.push('/sessions/a?frame=1');
    await flushPromises();
    expect(selection.index.value).toBe(0);
  });

  it('is what somebody comes back to who leaves at once, and keeps nobody from leaving', async () => {
    const { selection, router } = await start('/sessions/a');
    selection.select(4);
    await router.push('/executions/v-5');
    await waitUntil(() => router.currentRoute.value.path === '/executions/v-5');
    router.back();
    await waitUntil(() => router.currentRoute.value.fullPath === '/sessions/a?frame=5');
  });

  it('of an open session is the newest, but does not move away from under somebody', async () => {
    const { selection, items, interacting } = await start('/sessions/a', { isOpen: true });
    expect([selection.index.value, selection.following.value]).toEqual([4, true]);
    items.value = itemsTo(6);
    await flushPromises();
    expect(selection.index.value).toBe(5);
    interacting.value = true;
    items.value = itemsTo(8);
    await flushPromises();
    expect(selection.index.value).toBe(5);
    interacting.value = false;
    await flushPromises();
    expect(selection.index.value).toBe(7);
    selection.select(0);
    items.value = itemsTo(9);
    await flushPromises();
    expect([selection.index.value, selection.following.value]).toEqual([0, false]);
    selection.follow();
    expect(selection.index.value).toBe(8);
  });
});

describe('a timeline', () => {
  it('shows the first page at once and loads the others behind it; then it grows by what has come', async () => {
    const pages: Record<string, { items: TimelineItem[]; nextCursor: string | null }> = { '': { items: itemsTo(2), nextCursor: 'b' }, b: { items: [item(2), item(3)], nextCursor: null } };
    const waiting: (() => void)[] = [];
    const json = async (path: string, { query = {} }: ApiRequest) => {
      if (path.endsWith('/verdicts')) return { items: [{ ...verdictOf(clearChecks()), sequence: Number(query.after) + 1 }], nextCursor: null };
      await new Promise<void>((resolve) => { waiting.push(resolve); });
      return pages[query.cursor ?? ''];
    };
    const { value: timeline, dispose } = inScope(() => useTimeline({ json } as unknown as ApiClient, 's'));
    const sequences = () => timeline.items.value?.map(({ sequence }) => sequence) ?? null;
    expect(sequences()).toBeNull();
    waiting[0]?.();
    await flushPromises();
    expect([sequences(), timeline.isWhole.value]).toEqual([[1, 2], false]);
    await timeline.grow(new AbortController().signal);
    expect(sequences()).toEqual([1, 2]);
    waiting[1]?.();
    await flushPromises();
    expect([sequences(), timeline.isWhole.value]).toEqual([[1, 2, 3], true]);
    await timeline.grow(new AbortController().signal);
    expect(sequences()).toEqual([1, 2, 3, 4]);
    dispose();
  });

  it('says why a page did not come, keeps what it has, and goes on from there', async () => {
    let fails = true;
    const json = (_path: string, { query = {} }: ApiRequest) => {
      if (query.cursor == null) return Promise.resolve({ items: itemsTo(2), nextCursor: 'b' });
      return fails ? Promise.reject(new Error('down')) : Promise.resolve({ items: [item(3)], nextCursor: null });
    };
    const { value: timeline } = inScope(() => useTimeline({ json } as unknown as ApiClient, 's'));
    await flushPromises();
    expect([timeline.items.value?.length, timeline.isWhole.value, timeline.error.value]).toEqual([2, false, new Error('down')]);
    fails = false;
    await timeline.retry();
    expect([timeline.items.value?.length, timeline.isWhole.value, timeline.error.value]).toEqual([3, true, null]);
  });
});
