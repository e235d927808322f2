import { describe, expect, it } from '@jest/globals';
import { ErrorResponse, type User, type UserManager } from 'oidc-client-ts';
import { createSession } from '../../../frontend/auth/session.ts';
import { FakeUserManager, userWith } from '../helpers/fake-user-manager.ts';

function setUp(stored: User | null = null, logoutUrl: string | null = null, isOnline = () => true) {
  const userManager = new FakeUserManager();
  userManager.stored = stored;
  const left: string[] = [];
  const session = createSession({ userManager: userManager as unknown as UserManager, clientId: 'app', origin: 'https://app.example', logoutUrl, language: () => 'de', navigate: (url) => { left.push(url); }, isOnline });
  return { session, userManager, left };
}

describe('a session', () => {
  it('is that of the tab, with its known groups', async () => {
    const { session } = setUp(userWith({ groups: ['candidate', 'something-else'] }));
    await session.restore();
    expect(session.state.value).toBe('signed-in');
    expect(session.user.value).toEqual({ sub: 'ada', email: 'ada@example.org', groups: ['candidate'] });
    expect(session.isIn(['admin', 'candidate'])).toBe(true);
    expect(session.isIn(['admin'])).toBe(false);
  });

  it('of somebody without groups may do nothing', async () => {
    const { session } = setUp(userWith({ groups: null }));
    await session.restore();
    expect(session.user.value?.groups).toEqual([]);
    expect(session.isIn(['admin', 'auditor', 'candidate'])).toBe(false);
  });

  it.each([
    ['/executions/abc?x=1', '/executions/abc?x=1'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    [undefined, '/'],
  ])('that began at %s comes back to %s', async (to, target) => {
    const { session, userManager } = setUp();
    userManager.callback = userWith({ state: { to } });
    expect(await session.completeSignIn()).toBe(target);
    expect(session.state.value).toBe('signed-in');
  });

  it('remembers where the sign-in began', async () => {
    const { session, userManager } = setUp();
    await session.signIn('/exam');
    expect(userManager.redirectedWith).toEqual({ state: { to: '/exam' }, ui_locales: 'de', extraQueryParams: { lang: 'de' } });
  });

  it('ends at the issuer, as Cognito wants it', async () => {
    const { session, left } = setUp(userWith({}));
    await session.restore();
    expect(await session.signOut()).toBe(true);
    expect(left).toEqual(['https://issuer.example/logout?client_id=app&logout_uri=https%3A%2F%2Fapp.example%2F']);
    expect([session.state.value, session.user.value]).toEqual(['signed-out', null]);
  });

  it('ends where the configuration says, if it does', async () => {
    const { session, left } = setUp(userWith({}), 'https://login.example/logout');
    await session.restore();
    await session.signOut();
    expect(left).toEqual(['https://login.example/logout?client_id=app&logout_uri=https%3A%2F%2Fapp.example%2F']);
  });

  it.each<[string, string | null, (userManager: FakeUserManager) => void, () => boolean]>([
    ['cannot be reached', null, (userManager) => { userManager.metadataService.getMetadata = () => Promise.reject(new TypeError('Failed to fetch')); }, () => true],
    ['cannot be reached without a network, wherever it is', 'https://login.example/logout', () => undefined, () => false],
  ])('ends here alone, and says so, where the issuer %s', async (_where, logoutUrl, arrange, isOnline) => {
    const { session, userManager, left } = setUp(userWith({}), logoutUrl, isOnline);
    arrange(userManager);
    await session.restore();
    expect(await session.signOut()).toBe(false);
    expect([session.state.value, session.user.value, userManager.stored, left]).toEqual(['signed-out', null, null, []]);
  });
});

describe('an ID token', () => {
  it('is used while it is valid', async () => {
    const { session, userManager } = setUp(userWith({ idToken: 'first' }));
    await session.restore();
    expect(await session.idToken()).toBe('first');
    expect(userManager.renewals).toBe(0);
  });

  it('that is about to end is renewed once, however many ask', async () => {
    const { session, userManager } = setUp(userWith({ expiresInSeconds: 59 }));
    await session.restore();
    userManager.renew = () => Promise.resolve(userWith({ idToken: 'second' }));
    expect(await Promise.all([session.idToken(), session.idToken()])).toEqual(['second', 'second']);
    expect(await session.idToken()).toBe('second');
    expect(userManager.renewals).toBe(1);
  });

  it('that the issuer renews no more ends the session', async () => {
    const { session, userManager } = setUp(userWith({ expiresInSeconds: -1 }));
    await session.restore();
    userManager.renew = () => Promise.reject(new ErrorResponse({ error: 'invalid_grant' }));
    await expect(session.idToken()).rejects.toMatchObject({ name: 'SignedOutError' });
    expect([session.state.value, session.user.value]).toEqual(['expired', null]);
    await expect(session.idToken()).rejects.toMatchObject({ name: 'SignedOutError' });
  });

  it('that could not be renewed for want of a connection leaves the session alone', async () => {
    const { session, userManager } = setUp(userWith({ expiresInSeconds: -1 }));
    await session.restore();
    userManager.renew = () => Promise.reject(new TypeError('Failed to fetch'));
    await expect(session.idToken()).rejects.toMatchObject({ name: 'NetworkError' });
    expect(session.state.value).toBe('signed-in');
    userManager.renew = () => Promise.resolve(userWith({ idToken: 'second' }));
    expect(await session.idToken()).toBe('second');
  });

  it('that is still good for a while is used where another cannot be had for want of a connection', async () => {
    const { session, userManager } = setUp(userWith({ idToken: 'first', expiresInSeconds: 59 }));
    await session.restore();
    userManager.renew = () => Promise.reject(new TypeError('Failed to fetch'));
    expect(await session.idToken()).toBe('first');
    expect(session.state.value).toBe('signed-in');
  });

  it('that was refused is renewed, once for all who were refused it, and not where there is another already', async () => {
    const { session, userManager } = setUp(userWith({ idToken: 'first' }));
    await session.restore();
    userManager.renew = () => Promise.resolve(userWith({ idToken: 'second' }));
    expect(await Promise.all([session.idToken({ refused: 'first' }), session.idToken({ refused: 'first' })])).toEqual(['second', 'second']);
    expect(await session.idToken({ refused: 'first' })).toBe('second');
    expect(userManager.renewals).toBe(1);
  });

  it('is nobody\'s before the sign-in', async () => {
    await expect(setUp().session.idToken()).rejects.toMatchObject({ name: 'SignedOutError' });
  });
});
