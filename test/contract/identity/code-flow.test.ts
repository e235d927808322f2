import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { signIn } from '../../../local/identity/sign-in.ts';
import { askForTokens, authorizationRequest, openSignInPage, submitForm } from '../../helpers/authorization-request.ts';
import { CLIENT_ID, createDataDir, type IdentityInstance, removeDataDir, startIdentity } from '../../helpers/identity-instance.ts';

const ADMIN = 'admin@invigil.local';

describe('the authorization code flow', () => {
  let instance: IdentityInstance;

  beforeAll(async () => {
    instance = await startIdentity(await createDataDir());
  });

  afterAll(async () => {
    await instance.stop();
    await removeDataDir(instance.dataDir);
  });

  /** Signs in up to the code. */
  async function obtainCode(): Promise<{ code: string; verifier: string; location: URL; state: string }> {
    const request = authorizationRequest(instance);
    const { browser, url } = await openSignInPage(instance, request);
    const submitted = await submitForm(instance, browser, url, ADMIN, instance.issuer.password);
    return { code: submitted.url.searchParams.get('code') ?? '', verifier: request.verifier, location: submitted.url, state: request.state };
  }

  /** Where a request to sign in is refused: at the app, or on a page when the app cannot be trusted with it. */
  async function refusal(changes: Record<string, string | null>): Promise<{ error: string | null; status: number; body: string }> {
    const { url, response } = await openSignInPage(instance, authorizationRequest(instance, changes));
    const error = url.searchParams.get('error') ?? new URLSearchParams(url.hash.slice(1)).get('error');
    return { error, status: response.status, body: await response.text() };
  }

  it.each([['admin'], ['auditor'], ['candidate']])('gives the %s tokens with the claims that Cognito gives', async (group) => {
    const { idToken, accessToken, refreshToken } = await instance.signIn(`${group}@invigil.local`);
    const user = instance.issuer.users.find((candidate) => candidate.groups.includes(group));
    const claims = decodeJwt(idToken);
    expect(claims).toMatchObject({
      iss: instance.issuerUrl,
      aud: CLIENT_ID,
      sub: user?.sub,
      email: `${group}@invigil.local`,
      email_verified: true,
      'cognito:username': user?.sub,
      'cognito:groups': [group],
      token_use: 'id',
      auth_time: expect.any(Number),
    });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(3_600);
    expect(Math.abs(Number(claims.auth_time) * 1000 - Date.now())).toBeLessThan(60_000);
    expect(accessToken).not.toBe(refreshToken);
  });

  it('returns the state and its own name with the code', async () => {
    const { location, state } = await obtainCode();
    expect(location.href.startsWith(`${instance.redirectUri}?`)).toBe(true);
    expect(location.searchParams.get('state')).toBe(state);
    expect(location.searchParams.get('iss')).toBe(instance.issuerUrl);
  });

  it('exchanges a code for its verifier, without caching', async () => {
    const { code, verifier } = await obtainCode();
    const response = await askForTokens(instance, { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: instance.redirectUri });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toContain('no-store');
    expect(await response.json()).toMatchObject({ token_type: 'Bearer', expires_in: 3_600, id_token: expect.any(String), refresh_token: expect.any(String) });
  });

  it('refuses a code with another verifier', async () => {
    const { code } = await obtainCode();
    const response = await askForTokens(instance, { grant_type: 'authorization_code', code, code_verifier: 'x'.repeat(43), redirect_uri: instance.redirectUri });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('refuses a code without a verifier', async () => {
    const { code } = await obtainCode();
    const response = await askForTokens(instance, { grant_type: 'authorization_code', code, redirect_uri: instance.redirectUri });
    expect(response.status).toBe(400);
  });

  it('takes a code once, and a second use revokes what the first gave', async () => {
    const { code, verifier } = await obtainCode();
    const parameters = { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: instance.redirectUri };
    const tokens = (await (await askForTokens(instance, parameters)).json()) as { refresh_token: string };
    expect((await askForTokens(instance, parameters)).status).toBe(400);
    expect((await askForTokens(instance, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token })).status).toBe(400);
  });

  it('sends a browser that has a session back with a code and no form', async () => {
    const { browser, url } = await openSignInPage(instance);
    await submitForm(instance, browser, url, ADMIN, instance.issuer.password);
    const again = await openSignInPage(instance, authorizationRequest(instance, { prompt: 'none' }), browser);
    expect(again.url.searchParams.get('code')).toMatch(/./);
  });

  it('lets another user sign in over the session of the first', async () => {
    const { browser, url } = await openSignInPage(instance);
    await submitForm(instance, browser, url, ADMIN, instance.issuer.password);
    const request = authorizationRequest(instance, { prompt: 'login' });
    const form = await openSignInPage(instance, request, browser);
    const { response } = await submitForm(instance, browser, form.url, 'auditor@invigil.local', instance.issuer.password);

    // The first session ends through a form that submits itself, with the one script that the policy names.
    const handover = await response.text();
    expect(response.headers.get('content-security-policy')).toMatch(/script-src [^;]*'sha256-/);
    const action = /action="([^"]+)"/.exec(handover)?.[1] ?? '';
    const inputs = [...handover.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']): [string, string] => [name, value]);
    const { url: ended } = await browser.follow(new URL(action), instance.redirectUri, { method: 'POST', body: new URLSearchParams(inputs) });

    const tokens = await askForTokens(instance, { grant_type: 'authorization_code', code: ended.searchParams.get('code') ?? '', code_verifier: request.verifier, redirect_uri: instance.redirectUri });
    const { id_token: idToken } = (await tokens.json()) as { id_token: string };
    expect(decodeJwt(idToken).email).toBe('auditor@invigil.local');
  });

  it('refuses a request without PKCE', async () => {
    expect((await refusal({ code_challenge: null, code_challenge_method: null })).error).toBe('invalid_request');
  });

  it('refuses a plain code challenge', async () => {
    expect((await refusal({ code_challenge_method: 'plain' })).error).toBe('invalid_request');
  });

  it('has no page that asks for consent', async () => {
    expect((await refusal({ prompt: 'consent' })).error).toBe('invalid_request');
  });

  it('refuses the implicit flow', async () => {
    expect((await refusal({ response_type: 'id_token', nonce: 'n' })).error).toBe('unsupported_response_type');
  });

  it.each([
    ['of another origin', 'http://evil.example/signed-in'],
    ['with another path', '/other'],
    ['with a path that only begins alike', '/signed-in/more'],
  ])('refuses a redirect URI %s on a page, without a redirect', async (_name, uri) => {
    const { status, body, error } = await refusal({ redirect_uri: new URL(uri, instance.origin).href });
    expect({ status, error }).toEqual({ status: 400, error: null });
    expect(body).toContain('redirect_uri');
  });

  it('refuses an unknown client with its name escaped and no stack trace', async () => {
    const { status, body } = await refusal({ client_id: '<script>alert(1)</script>' });
    expect(status).toBe(400);
    expect(body).toContain('Invigil');
    expect(body).not.toContain('<script>');
    expect(body).not.toMatch(/\bat .*\.js/);
  });

  it('answers about the user of an access token, and nobody else', async () => {
    const { accessToken, idToken } = await instance.signIn(ADMIN);
    const answer = await fetch(`${instance.issuerUrl}/oauth2/userInfo`, { headers: { authorization: `Bearer ${accessToken}` } });
    expect(await answer.json()).toEqual({ sub: decodeJwt(idToken).sub, email: ADMIN, email_verified: true, 'cognito:username': decodeJwt(idToken).sub, 'cognito:groups': ['admin'] });
    expect((await fetch(`${instance.issuerUrl}/oauth2/userInfo`, { headers: { authorization: 'Bearer nonsense' } })).status).toBe(401);
  });

  it('refreshes the ID token, of the same sign-in', async () => {
    const first = await instance.signIn(ADMIN);
    const response = await askForTokens(instance, { grant_type: 'refresh_token', refresh_token: first.refreshToken });
    const { id_token: idToken } = (await response.json()) as { id_token: string };
    const claims = await instance.issuer.verifyIdToken(idToken);
    expect(claims).toMatchObject({ email: ADMIN, 'cognito:groups': ['admin'], token_use: 'id', auth_time: decodeJwt(first.idToken).auth_time });
  });

  it('revokes a refresh token', async () => {
    const { refreshToken } = await instance.signIn(ADMIN);
    const revoked = await fetch(`${instance.issuerUrl}/oauth2/revoke`, { method: 'POST', body: new URLSearchParams({ client_id: CLIENT_ID, token: refreshToken }) });
    expect(revoked.status).toBe(200);
    const response = await askForTokens(instance, { grant_type: 'refresh_token', refresh_token: refreshToken });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('tells where nothing answers', async () => {
    const props = { issuerUrl: 'http://127.0.0.1:1/issuer', clientId: CLIENT_ID, redirectUri: 'http://127.0.0.1:1/signed-in', email: ADMIN, password: 'x' };
    await expect(signIn(props)).rejects.toMatchObject({ name: 'SignInError', code: 'UNREACHABLE' });
  });

  it('reports no defect over all of this', () => {
    expect(instance.defects).toEqual([]);
  });
});
