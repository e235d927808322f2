import { UserManager, WebStorageStateStore } from 'oidc-client-ts';
import type { AppConfig } from './app-config.ts';

/** Authorization code with PKCE; the tokens live as long as the tab, and are renewed by the refresh token when they are asked for. */
export function createUserManager({ issuer, clientId }: AppConfig, origin: string): UserManager {
  return new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: `${origin}/signed-in`,
    response_type: 'code',
    scope: 'openid email profile',
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: false,
    monitorSession: false,
    loadUserInfo: false,
  });
}
