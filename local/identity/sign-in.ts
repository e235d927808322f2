import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { Browser } from './browser.ts';
import { SignInError } from './sign-in-error.ts';

const DiscoverySchema = z.object({ issuer: z.string(), authorization_endpoint: z.url(), token_endpoint: z.url() });
const TokensSchema = z.object({ id_token: z.string(), access_token: z.string(), refresh_token: z.string() });

export interface SignInProps {
  issuerUrl: string;
  clientId: string;
  redirectUri: string;
  email: string;
  password: string;
}

export interface Tokens {
  idToken: string;
  accessToken: string;
  refreshToken: string;
}

/**
 * Signs in as a browser and the app would together: authorization code with PKCE, through the issuer's own form.
 *
 * @throws SignInError
 */
export async function signIn({ issuerUrl, clientId, redirectUri, email, password }: SignInProps): Promise<Tokens> {
  const browser = new Browser(new URL(issuerUrl).origin);
  const endpoints = await discover(browser, issuerUrl);
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');

  const authorize = new URL(endpoints.authorization_endpoint);
  authorize.search = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid email profile',
    state,
    nonce: randomBytes(16).toString('base64url'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();

  const form = await browser.follow(authorize, redirectUri);
  if (form.response.status !== 200) throw refused(form.url, form.response.status);
  const submitted = await browser.follow(form.url, redirectUri, {
    method: 'POST',
    headers: { origin: form.url.origin },
    body: new URLSearchParams({ email, password }),
  });
  if (submitted.response.status === 401) throw new SignInError('WRONG_PASSWORD', 'The e-mail or the password is wrong.');
  if (submitted.response.status === 429) throw new SignInError('THROTTLED', `Too many attempts. Try again in ${submitted.response.headers.get('retry-after') ?? '60'} seconds.`);

  const { searchParams } = submitted.url;
  const code = searchParams.get('code');
  if (code === null || searchParams.get('state') !== state || searchParams.get('iss') !== endpoints.issuer) throw refused(submitted.url, submitted.response.status);
  return exchange(browser, endpoints.token_endpoint, { grant_type: 'authorization_code', client_id: clientId, code, code_verifier: verifier, redirect_uri: redirectUri });
}

async function discover(browser: Browser, issuerUrl: string): Promise<z.infer<typeof DiscoverySchema>> {
  const response = await browser.request(new URL(`${issuerUrl}/.well-known/openid-configuration`));
  const discovery = DiscoverySchema.safeParse(response.ok ? await response.json() : null);
  if (!discovery.success || discovery.data.issuer !== issuerUrl) throw new SignInError('REFUSED', `There is no issuer at ${issuerUrl}.`);
  return discovery.data;
}

async function exchange(browser: Browser, endpoint: string, parameters: Record<string, string>): Promise<Tokens> {
  const response = await browser.request(new URL(endpoint), { method: 'POST', body: new URLSearchParams(parameters) });
  if (!response.ok) throw refused(new URL(endpoint), response.status);
  const tokens = TokensSchema.parse(await response.json());
  return { idToken: tokens.id_token, accessToken: tokens.access_token, refreshToken: tokens.refresh_token };
}

/** Names the issuer's error code when it gave one; a query may hold a code, so the path alone is told. */
function refused(url: URL, status: number): SignInError {
  const error = url.searchParams.get('error');
  return new SignInError('REFUSED', `${url.pathname} answered ${error ?? String(status)}.`);
}
