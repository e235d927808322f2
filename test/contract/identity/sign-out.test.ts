import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from '../../../local/identity/browser.ts';
import { askForTokens, authorizationRequest, openSignInPage, submitForm } from '../../helpers/authorization-request.ts';
import { CLIENT_ID, createDataDir, type IdentityInstance, removeDataDir, startIdentity } from '../../helpers/identity-instance.ts';

describe('signing out', () => {
  let instance: IdentityInstance;

  beforeAll(async () => {
    instance = await startIdentity(await createDataDir());
  });

  afterAll(async () => {
    expect(instance.defects).toEqual([]);
    await instance.stop();
    await removeDataDir(instance.dataDir);
  });

  async function signInWithBrowser(): Promise<{ browser: Browser; refreshToken: string }> {
    const request = authorizationRequest(instance);
    const { browser, url } = await openSignInPage(instance, request);
    const submitted = await submitForm(instance, browser, url, 'admin@invigil.local', instance.issuer.password);
    const response = await askForTokens(instance, { grant_type: 'authorization_code', code: submitted.url.searchParams.get('code') ?? '', code_verifier: request.verifier, redirect_uri: instance.redirectUri });
    const { refresh_token: refreshToken } = (await response.json()) as { refresh_token: string };
    return { browser, refreshToken };
  }

  async function signOut(browser: Browser, parameters: Record<string, string>): Promise<Response> {
    return browser.request(new URL(`${instance.issuerUrl}/logout?${new URLSearchParams(parameters).toString()}`));
  }

  async function isSignedIn(browser: Browser): Promise<boolean> {
    const { url } = await openSignInPage(instance, authorizationRequest(instance, { prompt: 'none' }), browser);
    return url.searchParams.has('code');
  }

  it("takes Cognito's parameters, ends the session and what was granted in it", async () => {
    const { browser, refreshToken } = await signInWithBrowser();
    expect(await isSignedIn(browser)).toBe(true);
    const response = await signOut(browser, { client_id: CLIENT_ID, logout_uri: instance.signedOutUri });
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe(instance.signedOutUri);
    expect(await isSignedIn(browser)).toBe(false);
    expect((await askForTokens(instance, { grant_type: 'refresh_token', refresh_token: refreshToken })).status).toBe(400);
  });

  it("takes OpenID Connect's parameters and returns the state", async () => {
    const { browser } = await signInWithBrowser();
    const response = await signOut(browser, { post_logout_redirect_uri: instance.signedOutUri, state: 'a b' });
    expect(response.headers.get('location')).toBe(`${instance.signedOutUri}?state=a+b`);
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('shows a page when there is nowhere to return to', async () => {
    const { browser } = await signInWithBrowser();
    const response = await signOut(browser, { client_id: CLIENT_ID });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('Signed out');
    expect(await isSignedIn(browser)).toBe(false);
  });

  it.each([
    ['an unregistered logout URI', { client_id: CLIENT_ID, logout_uri: 'http://evil.example/' }],
    ['an unregistered redirect URI', { post_logout_redirect_uri: 'http://evil.example/' }],
    ['an unknown client', { client_id: 'other' }],
    ['a logout URI without a client', { logout_uri: '' }],
  ])('refuses %s and leaves the session', async (_name, parameters: Record<string, string>) => {
    const { browser } = await signInWithBrowser();
    const response = await signOut(browser, parameters);
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    expect(await isSignedIn(browser)).toBe(true);
  });

  it('is no error without a session', async () => {
    const response = await fetch(`${instance.issuerUrl}/logout?${new URLSearchParams({ client_id: CLIENT_ID, logout_uri: instance.signedOutUri }).toString()}`, { redirect: 'manual' });
    expect(response.status).toBe(302);
  });
});
