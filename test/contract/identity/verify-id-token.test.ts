import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, decodeJwt, generateKeyPair, importJWK, type JWTPayload, jwtVerify, SignJWT, UnsecuredJWT } from 'jose';
import type { SigningKey } from '../../../local/identity/identity-state.ts';
import { CLIENT_ID, createDataDir, type IdentityInstance, removeDataDir, startIdentity } from '../../helpers/identity-instance.ts';

describe('verifyIdToken', () => {
  let instance: IdentityInstance;
  let key: SigningKey;
  let valid: string;
  let claims: JWTPayload;
  let accessToken: string;

  beforeAll(async () => {
    instance = await startIdentity(await createDataDir());
    key = (JSON.parse(await readFile(`${instance.dataDir}/identity/keys.json`, 'utf8')) as { signingKey: SigningKey }).signingKey;
    ({ idToken: valid, accessToken } = await instance.signIn('admin@invigil.local'));
    claims = decodeJwt(valid);
  });

  afterAll(async () => {
    await instance.stop();
    await removeDataDir(instance.dataDir);
  });

  /** A token signed with the issuer's own key. */
  async function forge(changes: Record<string, unknown>): Promise<string> {
    return new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg: 'RS256', kid: key.kid }).sign(await importJWK(key, 'RS256'));
  }

  async function expectRefused(token: string, code: 'INVALID' | 'EXPIRED' = 'INVALID'): Promise<void> {
    const error: unknown = await instance.issuer.verifyIdToken(token).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'InvalidIdTokenError', code });
    if (token !== '') expect((error as Error).message).not.toContain(token);
  }

  it('resolves with the claims of a token of this issuer', async () => {
    expect(await instance.issuer.verifyIdToken(valid)).toMatchObject({ email: 'admin@invigil.local', 'cognito:groups': ['admin'], token_use: 'id', aud: CLIENT_ID });
    expect(await instance.issuer.verifyIdToken(await forge({}))).toMatchObject({ sub: claims.sub });
  });

  it('agrees with the published keys, which hold nothing private', async () => {
    const jwksUrl = `${instance.issuerUrl}/.well-known/jwks.json`;
    const { payload } = await jwtVerify(valid, createRemoteJWKSet(new URL(jwksUrl)), { issuer: instance.issuerUrl, audience: CLIENT_ID });
    expect(payload.sub).toBe(claims.sub);
    const { keys } = (await (await fetch(jwksUrl)).json()) as { keys: object[] };
    expect(keys).toHaveLength(1);
    expect(Object.keys(keys[0] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  it('refuses a token whose claims were changed', async () => {
    const [header, , signature] = valid.split('.');
    const payload = Buffer.from(JSON.stringify({ ...claims, 'cognito:groups': ['admin', 'auditor'] })).toString('base64url');
    await expectRefused([header, payload, signature].join('.'));
  });

  it('refuses an expired token, and says so', async () => {
    const now = Math.floor(Date.now() / 1000);
    await expectRefused(await forge({ iat: now - 3_660, exp: now - 60 }), 'EXPIRED');
  });

  it('refuses a token of another audience', async () => {
    await expectRefused(await forge({ aud: 'another-client' }));
  });

  it('refuses a token of another issuer', async () => {
    await expectRefused(await forge({ iss: 'http://127.0.0.1:1/issuer' }));
  });

  it('refuses a token without an expiry', async () => {
    await expectRefused(await forge({ exp: undefined }));
  });

  it('refuses the unsigned algorithm', async () => {
    await expectRefused(new UnsecuredJWT(claims).encode());
  });

  it('refuses a token signed with the public key as a shared secret', async () => {
    const publicKey: KeyObject = createPublicKey({ key: { kty: key.kty, n: key.n, e: key.e }, format: 'jwk' });
    const secret = new TextEncoder().encode(publicKey.export({ type: 'spki', format: 'pem' }).toString());
    await expectRefused(await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: key.kid }).sign(secret));
  });

  it('refuses another RSA algorithm of its own key', async () => {
    await expectRefused(await new SignJWT(claims).setProtectedHeader({ alg: 'PS256', kid: key.kid }).sign(await importJWK({ ...key, alg: 'PS256' }, 'PS256')));
  });

  it('refuses a token of another key under the same key id', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    await expectRefused(await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: key.kid }).sign(privateKey));
  });

  it('refuses an access token, opaque or signed', async () => {
    await expectRefused(accessToken);
    await expectRefused(await forge({ token_use: 'access' }));
  });

  it.each([[''], ['x'], ['a.b.c'], ['..']])('refuses %j', async (token) => {
    await expectRefused(token);
  });
});
