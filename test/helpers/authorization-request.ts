import { createHash, randomBytes } from 'node:crypto';
import { Browser } from '../../local/identity/browser.ts';
import { CLIENT_ID, type IdentityInstance } from './identity-instance.ts';

/** A request to sign in, with what proves later that it was ours. */
export interface AuthorizationRequest {
  url: URL;
  verifier: string;
  state: string;
}

/** @param changes parameters to set, or with null to leave out */
export function authorizationRequest(instance: IdentityInstance, changes: Readonly<Record<string, string | null>> = {}): AuthorizationRequest {
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(8).toString('hex');
  const parameters: Record<string, string | null> = {
    client_id: CLIENT_ID,
    redirect_uri: instance.redirectUri,
    response_type: 'code',
    scope: 'openid email profile',
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  };
  const url = new URL(`${instance.issuerUrl}/oauth2/authorize`);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null) url.searchParams.set(name, value);
  }
  return { url, verifier, state };
}

/** Opens the sign-in page in a browser of its own. */
export async function openSignInPage(instance: IdentityInstance, request = authorizationRequest(instance), browser = new Browser(instance.origin)): Promise<{ browser: Browser; url: URL; response: Response }> {
  return { browser, ...(await browser.follow(request.url, instance.redirectUri)) };
}

/** Submits the sign-in form; with the right password the URL that comes back has the code. */
export async function submitForm(instance: IdentityInstance, browser: Browser, formUrl: URL, email: string, password: string, headers: Record<string, string> = { origin: instance.origin }): Promise<{ url: URL; response: Response }> {
  return browser.follow(formUrl, instance.redirectUri, { method: 'POST', headers, body: new URLSearchParams({ email, password }) });
}

/** Asks the token endpoint. */
export async function askForTokens(instance: IdentityInstance, parameters: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${instance.issuerUrl}/oauth2/token`, { method: 'POST', headers, body: new URLSearchParams({ client_id: CLIENT_ID, ...parameters }) });
}
