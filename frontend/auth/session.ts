import { ErrorResponse, type User, type UserManager } from 'oidc-client-ts';
import { computed, inject, shallowReadonly, shallowRef, type ComputedRef, type InjectionKey, type Ref } from 'vue';
import { NetworkError, SignedOutError } from '../api/api-error.ts';
import { toSignedInUser, type Group, type SignedInUser } from './signed-in-user.ts';

/** A token that is valid for less than this is renewed before it is used. */
const RENEW_BEFORE_SECONDS = 60;

/** `expired`: there was a session and it is over, which its user did not ask for. */
export type SessionState = 'signed-out' | 'signed-in' | 'expired';

export interface Session {
  readonly state: Readonly<Ref<SessionState>>;
  readonly user: ComputedRef<SignedInUser | null>;
  /** Whether the user is in one of the groups. */
  isIn(groups: readonly Group[]): boolean;
  /** Takes up the session of this tab, if there is one. */
  restore(): Promise<void>;
  /** Leaves for the sign-in; `to` is the path to come back to. */
  signIn(to: string): Promise<void>;
  /** Ends a sign-in at `/signed-in`. Answers where to go. */
  completeSignIn(): Promise<string>;
  /**
   * Forgets the tokens and leaves for the issuer's sign-out. Only for a page that nothing can be lost on: see the route `sign-out`.
   * Answers whether it leaves: where the issuer cannot be reached, the person is signed out here alone.
   */
  signOut(): Promise<boolean>;
  /** Tells that the API refused the token. */
  expire(): void;
  /**
   * An ID token, renewed without the page noticing where it is about to end, or is the very one that was refused.
   * @throws SignedOutError the session is over
   * @throws NetworkError it must be renewed, and the issuer could not be reached
   */
  idToken(options?: { refused: string }): Promise<string>;
}

export interface SessionProps {
  userManager: UserManager;
  clientId: string;
  /** Of the app. */
  origin: string;
  /** The issuer's sign-out; null where its discovery document says it. */
  logoutUrl: string | null;
  /** The app's, which the sign-in page is asked to speak too. */
  language: () => string;
  /** Leaves the app. */
  navigate: (url: string) => void;
  /** Whether there is a network at all. */
  isOnline?: () => boolean;
}

export function createSession({ userManager, clientId, origin, logoutUrl, language, navigate, isOnline = () => navigator.onLine }: SessionProps): Session {
  const state = shallowRef<SessionState>('signed-out');
  const oidcUser = shallowRef<User | null>(null);
  const user = computed(() => (oidcUser.value === null ? null : toSignedInUser(oidcUser.value.profile)));
  let renewal: Promise<User> | null = null;

  function take(next: User): User {
    oidcUser.value = next;
    state.value = 'signed-in';
    return next;
  }

  function expire(): void {
    if (state.value !== 'signed-in') return;
    state.value = 'expired';
    oidcUser.value = null;
    void userManager.removeUser();
  }

  async function renew(): Promise<User> {
    try {
      const renewed = await userManager.signinSilent();
      if (renewed === null) throw new SignedOutError();
      return take(renewed);
    } catch (error) {
      // Only the issuer's own word ends a session; a lost connection does not.
      if (!(error instanceof ErrorResponse || error instanceof SignedOutError)) throw new NetworkError(error);
      expire();
      throw new SignedOutError(error);
    }
  }

  return {
    state: shallowReadonly(state),
    user,
    isIn: (groups) => user.value?.groups.some((group) => groups.includes(group)) ?? false,
    expire,

    async restore() {
      const stored = await userManager.getUser();
      if (stored !== null) take(stored);
    },

    // Cognito's pages know the language by a parameter of its own, other issuers by that of the standard.
    signIn: (to) => userManager.signinRedirect({ state: { to }, ui_locales: language(), extraQueryParams: { lang: language() } }),

    async completeSignIn() {
      const { state: sent } = take(await userManager.signinCallback().then(present));
      return targetOf(sent);
    },

    async signOut() {
      // First what can be done in any case.
      state.value = 'signed-out';
      oidcUser.value = null;
      await userManager.removeUser();
      const endsAt = isOnline() ? (logoutUrl ?? (await endSessionUrl(userManager))) : null;
      if (endsAt === null) return false;
      const url = new URL(endsAt);
      // Cognito's own form, which its stand-in understands as well.
      url.searchParams.set('client_id', clientId);
      url.searchParams.set('logout_uri', `${origin}/`);
      navigate(url.href);
      return true;
    },

    async idToken({ refused } = { refused: '' }) {
      let current = oidcUser.value;
      if (current === null) throw new SignedOutError();
      const isRefused = current.id_token === refused;
      if (isRefused || (current.expires_in ?? 0) < RENEW_BEFORE_SECONDS) {
        renewal ??= renew().finally(() => { renewal = null; });
        try {
          current = await renewal;
        } catch (error) {
          // What is still good for a while is used up before anything is lost for want of another.
          if (!(error instanceof NetworkError) || isRefused || (current.expires_in ?? 0) <= 0) throw error;
        }
      }
      if (current.id_token === undefined) throw new SignedOutError();
      return current.id_token;
    },
  };
}

/** Where the issuer says that its session is ended; null where it does not, or cannot be reached. */
async function endSessionUrl(userManager: UserManager): Promise<string | null> {
  const metadata = await userManager.metadataService.getMetadata().catch(() => null);
  return metadata?.end_session_endpoint ?? null;
}

function present(user: User | undefined): User {
  if (user === undefined) throw new SignedOutError();
  return user;
}

/** The path that a sign-in began at. It comes from this tab's storage, yet only a path of this app is followed. */
function targetOf(sent: unknown): string {
  if (typeof sent !== 'object' || sent === null || !('to' in sent) || typeof sent.to !== 'string') return '/';
  return /^\/(?![/\\])/.test(sent.to) ? sent.to : '/';
}

export const SESSION: InjectionKey<Session> = Symbol('session');

/** The session of whoever uses this tab. */
export function useSession(): Session {
  const session = inject(SESSION);
  if (session === undefined) throw new Error('No session is provided.');
  return session;
}
