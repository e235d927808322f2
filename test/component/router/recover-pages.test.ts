import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import { useToasts } from '../../../frontend/composables/useToasts.ts';
import { recoverPages } from '../../../frontend/recover-pages.ts';

const { toasts, dismiss } = useToasts();
let isOnline: boolean;
let isBroken: boolean;
let navigated: string[];
let router: Router;

beforeEach(async () => {
  sessionStorage.clear();
  [isOnline, isBroken, navigated] = [true, true, []];
  router = await startApp();
});
afterEach(() => { for (const { id } of toasts.value) dismiss(id); });

/** As after each load of the whole app. */
async function startApp(): Promise<Router> {
  const page = { render: () => null };
  const started = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/audit', component: () => (isBroken ? Promise.reject(new TypeError('Failed to fetch dynamically imported module')) : Promise.resolve(page)) }, { path: '/:path(.*)*', component: page }],
  });
  recoverPages(started, { isOnline: () => isOnline, navigate: (path) => { navigated.push(path); } });
  await started.push('/live');
  return started;
}

const go = (path: string) => router.push(path).catch(() => undefined);
const said = () => toasts.value.map(({ text }) => text);

describe('a page whose code cannot be loaded', () => {
  it('has the app loaded anew at its address, once, and says so from then on', async () => {
    await go('/audit?by=ada');
    expect([navigated, said()]).toEqual([['/audit?by=ada'], []]);
    router = await startApp();
    await go('/audit?by=ada');
    expect([navigated, said()]).toEqual([['/audit?by=ada'], ['This page could not be loaded.']]);
    toasts.value[0]?.action?.run();
    expect(navigated).toEqual(['/audit?by=ada', '/audit?by=ada']);
  });

  it('may be loaded anew again once it has come', async () => {
    await go('/audit');
    isBroken = false;
    router = await startApp();
    await go('/audit');
    expect(router.currentRoute.value.path).toBe('/audit');
    isBroken = true;
    router = await startApp();
    await go('/audit');
    expect([navigated, said()]).toEqual([['/audit', '/audit'], []]);
  });

  it('leaves the app as it is without a connection, says so, and can be tried again', async () => {
    isOnline = false;
    await go('/audit');
    expect([navigated, said(), router.currentRoute.value.path]).toEqual([[], ['You are offline: this page cannot be loaded.'], '/live']);
    isOnline = true;
    toasts.value[0]?.action?.run();
    expect(navigated).toEqual(['/audit']);
  });
});
