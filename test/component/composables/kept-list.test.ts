import { describe, expect, it } from '@jest/globals';
import { flushPromises, mount } from '@vue/test-utils';
import { defineComponent, h } from 'vue';
import { createRouter, createWebHistory, RouterView } from 'vue-router';
import { useKeptList, type ListKeeper } from '../../../frontend/composables/useKeptList.ts';
import { waitUntil } from '../../helpers/wait-until.ts';

const LIST = { items: ['1', '2'], answered: 'a', nextCursor: 'after-2' };

/** An app of a list and of something else, as far as the history goes. */
async function openApp() {
  let keeper: ListKeeper | null = null;
  const listPage = defineComponent({ setup: () => { keeper = useKeptList(); return () => h('p'); } });
  const router = createRouter({ history: createWebHistory(), routes: [{ path: '/list', component: listPage }, { path: '/:path(.*)*', component: { render: () => null } }] });
  await router.push('/list?state=ended');
  mount({ render: () => h(RouterView) }, { global: { plugins: [router] } });
  await flushPromises();
  return { router, keeper: () => keeper as unknown as ListKeeper };
}

describe('a kept list', () => {
  it('is there for whoever goes back, and for no link to the same page', async () => {
    const { router, keeper } = await openApp();
    expect(keeper().read()).toBeNull();
    keeper().write(LIST);
    await router.push('/one');
    await router.push('/list?state=ended');
    expect(keeper().read()).toBeNull();
    const second = keeper();
    await router.push('/two');
    router.go(-3);
    await waitUntil(async () => { await flushPromises(); return keeper() !== second; });
    expect(keeper().read()).toEqual(LIST);
  });

  it('belongs to its filters', async () => {
    const { router, keeper } = await openApp();
    keeper().write(LIST);
    await router.replace('/list?state=open');
    expect(keeper().read()).toBeNull();
  });
});
