import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { askForTokens, authorizationRequest, openSignInPage, submitForm } from '../../helpers/authorization-request.ts';
import { createDataDir, type IdentityInstance, removeDataDir, startIdentity } from '../../helpers/identity-instance.ts';

const ADMIN = 'admin@invigil.local';

describe('an issuer that is started again', () => {
  let dataDir: string;
  let instance: IdentityInstance;

  beforeEach(async () => {
    dataDir = await createDataDir();
    instance = await startIdentity(dataDir);
  });

  afterEach(async () => {
    await instance.stop();
    await removeDataDir(dataDir);
  });

  async function restart(): Promise<void> {
    await instance.stop();
    instance = await startIdentity(dataDir, Number(new URL(instance.origin).port));
  }

  it('has the same users and password, and accepts the tokens that it gave', async () => {
    const { password, users } = instance.issuer;
    const { idToken } = await instance.signIn(ADMIN);
    await restart();
    expect(instance.issuer.password).toBe(password);
    expect(instance.issuer.users).toEqual(users);
    expect(await instance.issuer.verifyIdToken(idToken)).toMatchObject({ email: ADMIN });
  });

  it('accepts the refresh and access tokens that it gave', async () => {
    const { refreshToken, accessToken } = await instance.signIn(ADMIN);
    await restart();
    expect((await askForTokens(instance, { grant_type: 'refresh_token', refresh_token: refreshToken })).status).toBe(200);
    expect((await fetch(`${instance.issuerUrl}/oauth2/userInfo`, { headers: { authorization: `Bearer ${accessToken}` } })).status).toBe(200);
  });

  it('goes on with a sign-in under way, and with the session of a browser', async () => {
    const { browser, url } = await openSignInPage(instance);
    await restart();
    expect((await submitForm(instance, browser, url, ADMIN, instance.issuer.password)).url.searchParams.get('code')).toMatch(/./);
    await restart();
    const again = await openSignInPage(instance, authorizationRequest(instance, { prompt: 'none' }), browser);
    expect(again.url.searchParams.get('code')).toMatch(/./);
  });

  it('does not accept again what was revoked', async () => {
    const { refreshToken } = await instance.signIn(ADMIN);
    await fetch(`${instance.issuerUrl}/oauth2/revoke`, { method: 'POST', body: new URLSearchParams({ client_id: 'invigil-web', token: refreshToken }) });
    await restart();
    expect((await askForTokens(instance, { grant_type: 'refresh_token', refresh_token: refreshToken })).status).toBe(400);
  });

  it('keeps its secrets from other users of the machine', async () => {
    await instance.signIn(ADMIN);
    const directory = `${dataDir}/identity`;
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    const names = await readdir(directory);
    expect(names.sort()).toEqual(['keys.json', 'password', 'sessions.jsonl']);
    for (const name of names) expect((await stat(`${directory}/${name}`)).mode & 0o777).toBe(0o600);
    expect(await readFile(`${directory}/password`, 'utf8')).toBe(`${instance.issuer.password}\n`);
  });

  it('has another key, password and users in another data directory', async () => {
    const otherDir = await createDataDir();
    const other = await startIdentity(otherDir);
    try {
      expect(other.issuer.password).not.toBe(instance.issuer.password);
      expect(other.issuer.users[0]?.sub).not.toBe(instance.issuer.users[0]?.sub);
      await expect(other.issuer.verifyIdToken((await instance.signIn(ADMIN)).idToken)).rejects.toMatchObject({ code: 'INVALID' });
    } finally {
      await other.stop();
      await removeDataDir(otherDir);
    }
  });

  it.each(['keys.json', 'password'])('refuses to start over a damaged %s, without quoting it', async (name) => {
    const path = `${dataDir}/identity/${name}`;
    const original = await readFile(path, 'utf8');
    await writeFile(path, 'secret');
    const error: unknown = await startIdentity(dataDir).catch((caught: unknown) => caught);
    await writeFile(path, original);
    expect(error).toMatchObject({ name: 'IdentityStateError', path });
    expect(inspect(error)).not.toContain('secret');
  });
});
