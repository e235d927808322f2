import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { computed, nextTick, shallowRef } from 'vue';
import type { Router } from 'vue-router';
import type { Session, SessionState } from '../../../frontend/auth/session.ts';
import type { Group } from '../../../frontend/auth/signed-in-user.ts';
import { createAppRouter } from '../../../frontend/router.ts';
import { setLocale } from '../../../frontend/locales/i18n.ts';
import { waitUntil } from '../../helpers/wait-until.ts';

/** A session as the router sees it. */
function sessionOf(groups: readonly Group[] | null) {
  const state = shallowRef<SessionState>(groups === null ? 'signed-out' : 'signed-in');
  const user = computed(() => (state.value === 'signed-in' && groups !== null ? { sub: 'ada', email: '', groups } : null));
  return { state, session: { state, user } as unknown as Session };
}

async function visit(groups: readonly Group[] | null, path: string): Promise<{ router: Router; state: ReturnType<typeof sessionOf>['state'] }> {
  const { session, state } = sessionOf(groups);
  const router = createAppRouter(session);
  await router.push(path);
  return { router, state };
}

// jsdom lays nothing out, and complains.
beforeAll(() => { window.scrollTo = () => undefined; });
afterEach(() => { history.replaceState(null, '', '/'); });

describe('the way', () => {
  it.each<[string, readonly Group[], string]>([
    ['a candidate', ['candidate'], '/exam'],
    ['an administrator', ['admin'], '/people'],
    ['an auditor', ['auditor'], '/live'],
    ['somebody with all roles', ['candidate', 'admin', 'auditor'], '/live'],
    ['somebody without a role', [], '/'],
  ])('of %s begins at the page of their role', async (_who, groups, path) => {
    const { router } = await visit(groups, '/');
    expect(router.currentRoute.value.fullPath).toBe(path);
    await router.push('/sign-in');
    expect(router.currentRoute.value.fullPath).toBe(path);
  });

  it('of who has not signed in leads to the sign-in, and remembers where it began', async () => {
    const { router } = await visit(null, '/executions/abc?x=1');
    expect(router.currentRoute.value).toMatchObject({ name: 'sign-in', query: { to: '/executions/abc?x=1' } });
    expect((await visit(null, '/')).router.currentRoute.value.fullPath).toBe('/sign-in');
  });

  it('out goes past what a page asks before it is left, and nowhere for who is out already', async () => {
    const { router } = await visit(['admin'], '/policy');
    const asked: string[] = [];
    const stay = router.beforeEach((to) => {
      asked.push(String(to.name));
      return false;
    });
    await router.push({ name: 'sign-out' });
    expect([router.currentRoute.value.name, asked, router.resolve('/sign-out').meta.public]).toEqual(['policy', ['sign-out'], undefined]);
    stay();
    await router.push({ name: 'sign-out' });
    expect(router.currentRoute.value.name).toBe('sign-out');
    expect((await visit(null, '/sign-out')).router.currentRoute.value.fullPath).toBe('/sign-in');
  });

  it('to nowhere is told so, signed in or not', async () => {
    expect((await visit(null, '/no/such/page')).router.currentRoute.value.name).toBe('not-found');
    expect(document.title).toBe('Not found · Invigil');
    await setLocale('de');
    expect([document.title, document.documentElement.lang]).toEqual(['Nicht gefunden · Invigil', 'de']);
    await setLocale('en');
  });

  it('leads to the sign-in, with a notice, when the session has expired', async () => {
    const { router, state } = await visit(['admin'], '/people');
    state.value = 'expired';
    await waitUntil(() => router.currentRoute.value.name === 'sign-in');
    expect(router.currentRoute.value.query).toEqual({ to: '/people', notice: 'expired' });
  });

  it('stays in the exam when the session has expired: that page says it itself', async () => {
    const { router, state } = await visit(['candidate'], '/exam');
    const push = jest.spyOn(router, 'push');
    state.value = 'expired';
    await nextTick();
    expect(push).not.toHaveBeenCalled();
  });
});
