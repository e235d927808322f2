import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { h, type Component } from 'vue';
import { createMemoryHistory, createRouter, RouterView, type Router } from 'vue-router';
import { API } from '../../../frontend/api/use-api.ts';
import { i18n } from '../../../frontend/locales/i18n.ts';
import type { FakeApi } from './fake-api.ts';

export interface MountedInApp {
  router: Router;
  page: VueWrapper;
}

/** Mounts a component as the page `/here/1`, with others to go to: `/here/2` of the same kind, the public `/sign-in`, and whatever else. */
export async function mountInApp(component: Component, props: object, api: FakeApi, provide: Readonly<Record<symbol, unknown>> = {}): Promise<MountedInApp> {
  const other = { render: () => null };
  const here = { render: () => h(component, props) };
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/here/:id', component: here }, { path: '/sign-in', component: other, meta: { title: '', public: true } }, { path: '/:path(.*)*', component: other }],
  });
  await router.push('/before');
  await router.push('/here/1');
  const page = mount({ render: () => h(RouterView) }, { attachTo: document.body, global: { plugins: [i18n, router], provide: { ...provide, [API as symbol]: api } } });
  await flushPromises();
  return { router, page };
}
