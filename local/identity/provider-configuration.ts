import type Provider from 'oidc-provider';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { interactionPolicy } from 'oidc-provider';
import { claimsOf, type DemoUser } from './demo-user.ts';
import type { IdentityState } from './identity-state.ts';
import { messagePage } from './message-page.ts';
import { createSessionAdapter } from './session-adapter.ts';
import type { SessionStore } from './session-store.ts';
import { signInPath } from './sign-in-route.ts';
import { SIGN_OUT_PATH } from './sign-out-route.ts';
import { textsFor } from './texts.ts';

type Grant = InstanceType<Provider['Grant']>;

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;
const SCOPES = ['openid', 'email', 'profile'];

export interface ProviderConfigurationProps {
  /** `http://127.0.0.1:4000/issuer`: its path is that of the cookies, its port in their names. */
  issuer: URL;
  clientId: string;
  redirectUris: readonly string[];
  appOrigins: readonly string[];
  appUrl: string;
  users: readonly DemoUser[];
  state: IdentityState;
  store: SessionStore;
}

/** oidc-provider set up to look like a Cognito user pool: its paths, its claims, one public client, no question of consent. */
export function providerConfiguration({ issuer, clientId, redirectUris, appOrigins, appUrl, users, state, store }: ProviderConfigurationProps): Configuration {
  // Cookies are shared by all ports of a host: instances side by side must not end each other's sessions.
  const cookieName = (purpose: string): string => `invigil_${purpose}_${issuer.port}`;
  const policy = interactionPolicy.base();
  policy.remove('consent');

  return {
    clients: [{
      client_id: clientId,
      client_name: 'Invigil',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      redirect_uris: [...redirectUris],
      require_auth_time: true,
    }],
    responseTypes: ['code'],
    clientAuthMethods: ['none'],
    clientBasedCORS: (_context, origin) => appOrigins.includes(origin),
    allowOmittingSingleRegisteredRedirectUri: false,
    pkce: { required: () => true },
    adapter: createSessionAdapter(store),
    jwks: { keys: [state.signingKey] },
    cookies: {
      keys: [state.cookieKey],
      names: { session: cookieName('session'), interaction: cookieName('interaction'), resume: cookieName('resume') },
      long: { httpOnly: true, sameSite: 'lax', path: issuer.pathname },
      short: { httpOnly: true, sameSite: 'lax' },
    },
    scopes: SCOPES,
    // Cognito puts a user's attributes into every ID token, whatever the scopes.
    claims: { openid: ['sub', 'email', 'email_verified', 'cognito:username', 'cognito:groups', 'token_use'] },
    conformIdTokenClaims: false,
    findAccount: (_context, sub) => {
      const user = users.find((candidate) => candidate.sub === sub);
      return user && { accountId: sub, claims: (use) => ({ ...claimsOf(user), ...(use === 'id_token' && { token_use: 'id' }) }) };
    },
    interactions: { policy, url: (_context, interaction) => `${issuer.pathname}${signInPath(interaction.uid)}` },
    loadExistingGrant,
    issueRefreshToken: () => true,
    expiresWithSession: () => false,
    rotateRefreshToken: false,
    clockTolerance: 0,
    ttl: {
      AuthorizationCode: 60,
      IdToken: HOUR_SECONDS,
      AccessToken: HOUR_SECONDS,
      Interaction: 10 * 60,
      Session: DAY_SECONDS,
      RefreshToken: 30 * DAY_SECONDS,
      Grant: 60 * DAY_SECONDS,
    },
    routes: {
      authorization: '/oauth2/authorize',
      token: '/oauth2/token',
      userinfo: '/oauth2/userInfo',
      revocation: '/oauth2/revoke',
      jwks: '/.well-known/jwks.json',
      end_session: SIGN_OUT_PATH,
    },
    discovery: { end_session_endpoint: `${issuer.href}${SIGN_OUT_PATH}` },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      // Cognito's sign-out asks nothing and names its parameters differently: it is a route of ours.
      rpInitiatedLogout: { enabled: false },
      revocation: { enabled: true, allowedPolicy: (_context, client, token) => token.clientId === client.clientId },
    },
    renderError: (context, { error, error_description: description }) => {
      context.type = 'html';
      context.body = messagePage(textsFor(context), { name: 'refused', detail: description === undefined ? error : `${description} (${error})`, appUrl });
    },
  };
}

/** The app is ours, so nobody is asked whether it may know who signed in: the grant is there or is made. */
async function loadExistingGrant({ oidc: { client, session, provider } }: KoaContextWithOIDC): Promise<Grant | undefined> {
  if (client === undefined || session?.accountId === undefined) return undefined;
  const { accountId } = session;
  const grantId = session.grantIdFor(client.clientId);
  const existing = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  if (existing?.accountId === accountId) return existing;
  const grant = new provider.Grant({ clientId: client.clientId, accountId });
  grant.addOIDCScope(SCOPES);
  await grant.save();
  return grant;
}
