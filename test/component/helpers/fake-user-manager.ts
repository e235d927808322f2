import type { User } from 'oidc-client-ts';

/** What the session uses of oidc-client-ts. */
export class FakeUserManager {
  stored: User | null = null;
  renewals = 0;
  renew: () => Promise<User | null> = () => Promise.resolve(userWith({}));
  callback: User = userWith({});
  redirectedWith: unknown = null;
  metadataService = { getMetadata: () => Promise.resolve({ end_session_endpoint: 'https://issuer.example/logout' }) };

  getUser(): Promise<User | null> {
    return Promise.resolve(this.stored);
  }

  removeUser(): Promise<void> {
    this.stored = null;
    return Promise.resolve();
  }

  signinRedirect(options: unknown): Promise<void> {
    this.redirectedWith = options;
    return Promise.resolve();
  }

  signinCallback(): Promise<User> {
    return Promise.resolve(this.callback);
  }

  signinSilent(): Promise<User | null> {
    this.renewals += 1;
    return this.renew();
  }
}

export interface UserFacts {
  groups?: unknown;
  expiresInSeconds?: number;
  idToken?: string;
  state?: unknown;
}

/** A signed-in user with their tokens. */
export function userWith({ groups = ['candidate'], expiresInSeconds = 3_600, idToken = 'token', state }: UserFacts): User {
  return { profile: { sub: 'ada', email: 'ada@example.org', 'cognito:groups': groups }, expires_in: expiresInSeconds, id_token: idToken, state } as unknown as User;
}
