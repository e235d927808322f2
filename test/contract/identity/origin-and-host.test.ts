import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askForTokens, authorizationRequest } from '../../helpers/authorization-request.ts';
import { createDataDir, type IdentityInstance, removeDataDir, startIdentity } from '../../helpers/identity-instance.ts';

const DEVELOPMENT_ORIGIN = 'http://localhost:5173';
const EVIL_ORIGIN = 'http://evil.example';

describe('where a request comes from and what it calls the issuer', () => {
  let instance: IdentityInstance;

  beforeAll(async () => {
    instance = await startIdentity(await createDataDir());
  });

  afterAll(async () => {
    await instance.stop();
    await removeDataDir(instance.dataDir);
  });

  /** With headers that fetch does not let anyone set. */
  async function requestWith(path: string, headers: Record<string, string>): Promise<{ status: number | undefined; location: string | undefined; cookies: string[]; body: string }> {
    return new Promise((resolve, reject) => {
      request(`${instance.origin}${path}`, { headers }, (response) => {
        text(response).then((body) => { resolve({ status: response.statusCode, location: response.headers.location, cookies: response.headers['set-cookie'] ?? [], body }); }, reject);
      }).on('error', reject).end();
    });
  }

  const spoofed = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example;proto=https' };

  it('gives out the same URLs whatever Host and proxy headers say', async () => {
    const { body } = await requestWith('/issuer/.well-known/openid-configuration', spoofed);
    expect(JSON.parse(body)).toEqual(await (await fetch(`${instance.issuerUrl}/.well-known/openid-configuration`)).json());
    expect(body).not.toContain('evil');
    for (const [name, url] of Object.entries(JSON.parse(body) as Record<string, unknown>)) {
      if (/_endpoint$|_uri$/.test(name)) expect(url).toMatch(new RegExp(`^${instance.issuerUrl}/`));
    }
  });

  it('leads to its own sign-in page whatever Host and proxy headers say', async () => {
    const { url } = authorizationRequest(instance);
    const answer = await requestWith(`${url.pathname}${url.search}`, spoofed);
    expect(answer.status).toBe(303);
    expect(answer.location).toMatch(/^\/issuer\/login\//);
    expect(answer.cookies.join()).not.toMatch(/evil|; secure|domain=/i);
  });

  it.each(['/.well-known/openid-configuration', '/.well-known/jwks.json'])('lets the scripts of the app alone read %s', async (path) => {
    const readableBy = async (origin: string): Promise<string | null> => (await fetch(`${instance.issuerUrl}${path}`, { headers: { origin } })).headers.get('access-control-allow-origin');
    expect(await readableBy(instance.origin)).toBe(instance.origin);
    expect(await readableBy(DEVELOPMENT_ORIGIN)).toBe(DEVELOPMENT_ORIGIN);
    expect(await readableBy(EVIL_ORIGIN)).toBeNull();
    expect(await readableBy('null')).toBeNull();
    expect((await fetch(`${instance.issuerUrl}${path}`)).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('refreshes tokens for the origins of the app alone', async () => {
    const { refreshToken } = await instance.signIn('admin@invigil.local');
    const refresh = async (origin: string): Promise<Response> => askForTokens(instance, { grant_type: 'refresh_token', refresh_token: refreshToken }, { origin });
    const allowed = await refresh(DEVELOPMENT_ORIGIN);
    expect(allowed.status).toBe(200);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(DEVELOPMENT_ORIGIN);
    expect(allowed.headers.get('vary')).toMatch(/origin/i);
    const refused = await refresh(EVIL_ORIGIN);
    expect(refused.status).toBe(400);
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('shows the user of a token to the origins of the app alone', async () => {
    const { accessToken } = await instance.signIn('admin@invigil.local');
    const ask = async (origin: string): Promise<Response> => fetch(`${instance.issuerUrl}/oauth2/userInfo`, { headers: { origin, authorization: `Bearer ${accessToken}` } });
    expect((await ask(DEVELOPMENT_ORIGIN)).headers.get('access-control-allow-origin')).toBe(DEVELOPMENT_ORIGIN);
    const refused = await ask(EVIL_ORIGIN);
    expect(refused.status).toBe(400);
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each(['/oauth2/token', '/oauth2/userInfo', '/.well-known/jwks.json'])('answers the preflight of %s for the app alone', async (path) => {
    const preflight = async (origin: string): Promise<Headers> => (await fetch(`${instance.issuerUrl}${path}`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' } })).headers;
    const allowed = await preflight(DEVELOPMENT_ORIGIN);
    expect(allowed.get('access-control-allow-origin')).toBe(DEVELOPMENT_ORIGIN);
    expect(allowed.get('access-control-allow-headers')).toBe('authorization');
    const refused = await preflight(EVIL_ORIGIN);
    expect([...refused.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});
