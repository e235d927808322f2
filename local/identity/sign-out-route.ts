import type Provider from 'oidc-provider';
import { messagePage } from './message-page.ts';
import { type Context, type Middleware, routeOf } from './middleware.ts';
import type { SessionStore } from './session-store.ts';
import { textsFor, type MessageName } from './texts.ts';

export const SIGN_OUT_PATH = '/logout';

export interface SignOutRouteProps {
  provider: Provider;
  store: SessionStore;
  clientId: string;
  /** Where a sign-out may lead, compared exactly. */
  allowedUris: readonly string[];
  /** Of the session's cookie. */
  cookiePath: string;
  appUrl: string;
}

/**
 * `/logout`: ends the session and what was granted in it, at once and without a question, as Cognito does. Takes
 * Cognito's `client_id` and `logout_uri`, or OpenID Connect's `post_logout_redirect_uri` and `state`.
 * Sources: https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html, https://openid.net/specs/openid-connect-rpinitiated-1_0.html
 */
export function createSignOutRoute({ provider, store, clientId, allowedUris, cookiePath, appUrl }: SignOutRouteProps): Middleware {
  const show = (context: Context, status: number, name: MessageName): void => {
    context.status = status;
    context.type = 'html';
    context.body = messagePage(textsFor(context), { name, appUrl });
  };

  const endSession = async (context: Context): Promise<void> => {
    const session = await provider.Session.get(context);
    for (const { grantId } of Object.values(session.authorizations ?? {})) {
      if (grantId !== undefined) store.revokeGrant(grantId);
    }
    await session.destroy();
    context.cookies.set(provider.cookieName('session'), null, { path: cookiePath });
  };

  return async (context, next) => {
    if (routeOf(context) !== SIGN_OUT_PATH || !['GET', 'HEAD'].includes(context.method)) {
      await next();
      return;
    }
    const { client_id: client, logout_uri: logoutUri, post_logout_redirect_uri: redirectUri, state } = context.query;
    const target = logoutUri ?? redirectUri;
    const isOurs = client === clientId || (client === undefined && logoutUri === undefined);
    const isAllowed = target === undefined || (typeof target === 'string' && allowedUris.includes(target));
    if (!isOurs || !isAllowed) {
      show(context, 400, isOurs ? 'unknownAddress' : 'unknownApp');
      return;
    }

    await endSession(context);
    if (typeof target !== 'string') {
      show(context, 200, 'signedOut');
      return;
    }
    const location = new URL(target);
    if (typeof state === 'string') location.searchParams.set('state', state);
    context.redirect(location.href);
  };
}
