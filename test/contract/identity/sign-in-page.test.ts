import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { authorizationRequest, openSignInPage, submitForm } from '../../helpers/authorization-request.ts';
import { createDataDir, GROUPS, type IdentityInstance, removeDataDir, startIdentity } from '../../helpers/identity-instance.ts';

const ADMIN = 'admin@invigil.local';

describe('the sign-in page', () => {
  let instance: IdentityInstance;

  beforeEach(async () => {
    instance = await startIdentity(await createDataDir());
  });

  afterEach(async () => {
    expect(instance.defects).toEqual([]);
    await instance.stop();
    await removeDataDir(instance.dataDir);
  });

  it('names the product and the demo users, and never their password', async () => {
    const { response } = await openSignInPage(instance);
    const body = await response.text();
    expect(response.status).toBe(200);
    expect(body).toContain('<title>Sign in - Invigil</title>');
    for (const group of GROUPS) expect(body).toContain(`${group}@invigil.local`);
    expect(body).not.toContain(instance.issuer.password);
  });

  it('labels its fields and tells password managers what they are', async () => {
    const body = await (await openSignInPage(instance)).response.text();
    for (const [id, autocomplete] of [['email', 'username'], ['password', 'current-password']] as const) {
      expect(body).toContain(`<label for="${id}">`);
      expect(body).toMatch(new RegExp(`<input id="${id}"[^>]*autocomplete="${autocomplete}"`));
    }
    expect(body).toContain('<html lang="en">');
  });

  it.each([
    ['de', 'en-GB', 'de', 'Anmelden'],
    ['tlh es-MX', 'de', 'es', 'Iniciar sesión'],
    [null, 'es-ES, en;q=0.5', 'es', 'Iniciar sesión'],
    ['tlh', 'tlh', 'en', 'Sign in'],
  ])('speaks the language of the app, else that of the browser, else English: %p, %s', async (uiLocales, accepted, language, title) => {
    const { url, response, browser } = await openSignInPage(instance, authorizationRequest(instance, { ui_locales: uiLocales }));
    expect(response.status).toBe(200);
    const body = await (await browser.request(url, { headers: { 'accept-language': accepted } })).text();
    expect(body).toContain(`<html lang="${language}">`);
    expect(body).toContain(`<h1>${title}</h1>`);
  });

  it('refers to nothing off the site and allows nothing but its own style', async () => {
    const { response } = await openSignInPage(instance);
    const body = await response.text();
    const policy = response.headers.get('content-security-policy') ?? '';
    const style = /<style>([^]*)<\/style>/.exec(body)?.[1] ?? '';
    expect(body).not.toMatch(/(https?:)?\/\/[a-z]|url\(|@import|<script|<link|<img|<iframe/i);
    expect(body).not.toMatch(/ (style|on\w+)=/);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('; script-src; ');
    expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    // Browsers hold the redirect back to the app to form-action as well.
    expect(policy).toContain(`form-action 'self' ${instance.origin} http://localhost:5173;`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('referrer-policy')).toBe('same-origin');
  });

  it.each([['a wrong password', ADMIN, 'wrong'], ['an unknown address', 'nobody@invigil.local', null], ['nothing', '', '']])('answers %s with 401 and the same message', async (_name, email, password) => {
    const { browser, url } = await openSignInPage(instance);
    const { response } = await submitForm(instance, browser, url, email, password ?? instance.issuer.password);
    const body = await response.text();
    expect(response.status).toBe(401);
    expect(body).toContain('<p class="wrong" id="error" role="alert">The e-mail or the password is wrong.</p>');
    expect(body).toContain('aria-live="assertive"');
    expect(body).toContain('<title>Error: sign in - Invigil</title>');
  });

  it('escapes the address that it shows again', async () => {
    const { browser, url } = await openSignInPage(instance);
    const { response } = await submitForm(instance, browser, url, '"><script>alert(1)</script>', 'wrong');
    const body = await response.text();
    expect(body).toContain('&quot;&gt;&lt;script&gt;');
    expect(body).not.toContain('<script');
  });

  it('fills in the address of a demo user from its link, and from the app', async () => {
    const { browser, url } = await openSignInPage(instance, authorizationRequest(instance, { login_hint: 'auditor@invigil.local' }));
    expect(await (await browser.request(url)).text()).toContain('value="auditor@invigil.local"');
    expect(await (await browser.request(new URL('?email=candidate%40invigil.local', url))).text()).toContain('value="candidate@invigil.local"');
  });

  it('accepts the right password after a wrong one', async () => {
    const { browser, url } = await openSignInPage(instance);
    expect((await submitForm(instance, browser, url, ADMIN, 'wrong')).response.status).toBe(401);
    const { url: ended } = await submitForm(instance, browser, url, ` ${ADMIN.toUpperCase()} `, instance.issuer.password);
    expect(ended.searchParams.get('code')).toMatch(/./);
  });

  it('makes an account wait after five failures, right password or not, and no other account', async () => {
    const { browser, url } = await openSignInPage(instance);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect((await submitForm(instance, browser, url, ADMIN, 'wrong')).response.status).toBe(401);
    }
    const { response } = await submitForm(instance, browser, url, ADMIN, instance.issuer.password);
    const retryAfterSeconds = Number(response.headers.get('retry-after'));
    expect(response.status).toBe(429);
    expect(retryAfterSeconds).toBeGreaterThan(0);
    expect(retryAfterSeconds).toBeLessThanOrEqual(60);
    expect(await response.text()).toContain('Too many attempts.');
    await expect(instance.signIn(ADMIN)).rejects.toMatchObject({ name: 'SignInError', code: 'THROTTLED' });
    expect((await instance.signIn('auditor@invigil.local')).idToken).toMatch(/^ey/);
  });

  it.each([['another site', 'http://evil.example'], ['another port of the machine', 'http://127.0.0.1:9'], ['no page at all', 'null']])('refuses a form from %s', async (_name, origin) => {
    const { browser, url } = await openSignInPage(instance);
    const { response } = await submitForm(instance, browser, url, ADMIN, instance.issuer.password, { origin });
    expect(response.status).toBe(403);
  });

  it('refuses a form without the cookie of its page', async () => {
    const { url } = await openSignInPage(instance);
    const response = await fetch(url, { method: 'POST', headers: { origin: instance.origin }, body: new URLSearchParams({ email: ADMIN, password: instance.issuer.password }), redirect: 'manual' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('This page has expired');
  });

  it('leads back to the app from a page that was used already', async () => {
    const { browser, url } = await openSignInPage(instance);
    expect((await submitForm(instance, browser, url, ADMIN, instance.issuer.password)).response.status).toBe(303);
    const response = await browser.request(url);
    expect([response.status, response.headers.get('location')]).toEqual([302, `${instance.origin}/`]);
  });

  it('refuses what is no form, and a form that is too long', async () => {
    const { browser, url } = await openSignInPage(instance);
    const headers = { origin: instance.origin };
    expect((await browser.request(url, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: '{}' })).status).toBe(415);
    expect((await browser.request(url, { method: 'POST', headers, body: new URLSearchParams({ email: 'a'.repeat(9_000) }) })).status).toBe(413);
  });

  it('keeps its cookies from scripts, other sites and other paths, and apart from other instances', async () => {
    const { browser, url } = await openSignInPage(instance);
    const asked = await fetch(authorizationRequest(instance).url, { redirect: 'manual' });
    const signedIn = await submitForm(instance, browser, url, ADMIN, instance.issuer.password);
    const cookies = [...asked.headers.getSetCookie(), ...signedIn.response.headers.getSetCookie()];
    for (const purpose of ['interaction', 'resume', 'session']) expect(cookies.some((cookie) => cookie.startsWith(`invigil_${purpose}_`))).toBe(true);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; httponly/i);
      expect(cookie).toMatch(/; samesite=lax/i);
      expect(cookie).toMatch(/; path=\/issuer/i);
      expect(cookie).toMatch(new RegExp(`^invigil_\\w+_${new URL(instance.origin).port}`));
    }
  });

  it('shows an unknown page in the same look', async () => {
    const response = await fetch(`${instance.issuerUrl}/nowhere`);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('<title>Not found - Invigil</title>');
  });
});
