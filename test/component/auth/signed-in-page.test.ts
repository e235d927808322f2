import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { shallowRef } from 'vue';
import { SESSION, type Session } from '../../../frontend/auth/session.ts';
import SignedInPage from '../../../frontend/pages/SignedInPage.vue';
import SignInPage from '../../../frontend/pages/SignInPage.vue';
import { FakeApi } from '../helpers/fake-api.ts';
import { mountInApp } from '../helpers/mount-in-app.ts';
import { mountPage } from '../helpers/mount-page.ts';

const session = { user: shallowRef(null), signIn: () => Promise.resolve(), completeSignIn: () => Promise.reject(new Error('no code')) } as unknown as Session;
const provide = { [SESSION as symbol]: session };

const pages: VueWrapper[] = [];
// jsdom is no such context, in which nobody can sign in.
beforeAll(() => { Object.defineProperty(globalThis, 'isSecureContext', { value: true, configurable: true }); });
beforeEach(() => { sessionStorage.clear(); });
afterEach(() => { for (const page of pages.splice(0)) page.unmount(); });

/** Comes back from an issuer that has nothing good to say. */
async function comeBack(): Promise<string | undefined> {
  const page = mountPage(SignedInPage, { global: { provide } });
  pages.push(page);
  await flushPromises();
  return page.get('a').attributes('href');
}

describe('a sign-in that failed', () => {
  it('leads back to the sign-in, and from there to where it began', async () => {
    const { page, router } = await mountInApp(SignInPage, {}, new FakeApi(), provide);
    pages.push(page);
    await router.push('/here/1?to=/audit?by=ada');
    await page.get('button').trigger('click');
    await flushPromises();
    expect(await comeBack()).toBe('/sign-in?to=/audit?by=ada');
  });

  it('that began at no page in particular leads to the sign-in alone', async () => {
    expect(await comeBack()).toBe('/sign-in');
  });
});
