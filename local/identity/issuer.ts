import type { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import Provider from 'oidc-provider';
import { type DemoUser, demoUsers } from './demo-user.ts';
import { createIdTokenVerifier, type IdTokenClaims } from './id-token-verifier.ts';
import { identityDir, loadIdentityState } from './identity-state.ts';
import { providerConfiguration } from './provider-configuration.ts';
import { createResponseRules } from './response-rules.ts';
import { SessionStore } from './session-store.ts';
import { SignInLimiter } from './sign-in-limiter.ts';
import { createSignInRoute } from './sign-in-route.ts';
import { createSignOutRoute } from './sign-out-route.ts';

export interface IssuerProps {
  /** Where `handle` is mounted, for example `http://127.0.0.1:4000/issuer`. Every URL that is given out begins with it, whatever a request's Host says. */
  issuerUrl: string;
  clientId: string;
  redirectUris: readonly [string, ...string[]];
  postLogoutRedirectUris: readonly string[];
  /** One demo user each. */
  groups: readonly string[];
  dataDir: string;
  /** Told of errors that are defects of ours; never given a token. */
  onDefect: (operation: string, error: unknown) => void;
}

/** The OpenID Connect issuer that stands for a Cognito user pool on one machine. */
export interface Issuer {
  /** Answers the requests below the issuer's path, which `request.url` still has. Wants the body unread. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Rejects with InvalidIdTokenError whatever is no valid ID token of this issuer for its app. */
  verifyIdToken(token: string): Promise<IdTokenClaims>;
  readonly users: readonly DemoUser[];
  /** The one password of the demo users, for the terminal. */
  readonly password: string;
  close(): Promise<void>;
}

/**
 * Starts the issuer with the keys, users and sessions of its data directory, or with new ones.
 *
 * @throws IdentityStateError when the data are damaged
 */
export async function createIssuer({ issuerUrl, clientId, redirectUris, postLogoutRedirectUris, groups, dataDir, onDefect }: IssuerProps): Promise<Issuer> {
  const issuer = new URL(issuerUrl);
  const state = await loadIdentityState(dataDir, groups);
  const users = demoUsers(groups, state.subjects);
  const store = new SessionStore({ path: join(identityDir(dataDir), 'sessions.jsonl') });
  const appOrigins = [...new Set(redirectUris.map((uri) => new URL(uri).origin))];
  const appUrl = new URL('/', redirectUris[0]).href;

  const provider = new Provider(issuerUrl, providerConfiguration({ issuer, clientId, redirectUris, appOrigins, appUrl, users, state, store }));
  const report = (operation: string, error: unknown): void => {
    if (!isDisconnect(error)) onDefect(operation, error);
  };
  provider.on('server_error', (context, error) => { report(`${context.method} ${context.path}`, error); });
  // Koa's own event, which the provider's types leave out; without a listener it would print.
  (provider as EventEmitter).on('error', (error) => { report('answer', error); });
  provider.use(createResponseRules({ appOrigins, appUrl, onDefect: report }));
  provider.use(createSignInRoute({ provider, users, password: state.password, limiter: new SignInLimiter(), issuerOrigin: issuer.origin, appUrl }));
  provider.use(createSignOutRoute({ provider, store, clientId, allowedUris: postLogoutRedirectUris, cookiePath: issuer.pathname, appUrl }));
  const answer = provider.callback();

  return {
    handle: (request, response) => {
      const url = request.url ?? '';
      if (!url.startsWith(`${issuer.pathname}/`)) {
        response.writeHead(404).end();
        return;
      }
      // oidc-provider builds URLs from the Host header and from what a mount took away: the one is not to be trusted, the other is this.
      request.headers.host = issuer.host;
      Object.assign(request, { originalUrl: url, url: url.slice(issuer.pathname.length) });
      void answer(request, response);
    },
    verifyIdToken: createIdTokenVerifier({ issuerUrl, clientId, signingKey: state.signingKey }),
    users,
    password: state.password,
    close: async () => {
      store.close();
      return Promise.resolve();
    },
  };
}

/** A browser that went away before its answer is no defect of ours. */
function isDisconnect(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}
