import type Provider from 'oidc-provider';
import { errors } from 'oidc-provider';
import type { DemoUser } from './demo-user.ts';
import { FormBodyError, readForm } from './form-body.ts';
import { messagePage } from './message-page.ts';
import type { Context, Middleware } from './middleware.ts';
import { isSamePassword } from './password.ts';
import type { SignInLimiter } from './sign-in-limiter.ts';
import { signInPage } from './sign-in-page.ts';
import { textsFor, type IssuerTexts, type MessageName } from './texts.ts';

/** One key for all addresses that nobody has, so that strangers cannot fill the limiter. */
const NOBODY = '';

export interface SignInRouteProps {
  provider: Provider;
  users: readonly DemoUser[];
  password: string;
  limiter: SignInLimiter;
  /** The only origin that may submit the form. */
  issuerOrigin: string;
  appUrl: string;
}

/** The path of the page for one request to sign in. */
export function signInPath(interactionUid: string): string {
  return `/login/${interactionUid}`;
}

/** `/login/{uid}`: shows the form (GET) and takes it (POST), then goes on with the request that asked for it. */
export function createSignInRoute({ provider, users, password, limiter, issuerOrigin, appUrl }: SignInRouteProps): Middleware {
  const emails = users.map((user) => user.email);

  const refuse = (context: Context, status: number, name: MessageName): void => {
    context.status = status;
    context.type = 'html';
    context.body = messagePage(textsFor(context), { name, appUrl });
  };

  const show = (context: Context, texts: IssuerTexts, status: number, email: string, error: string | null): void => {
    context.status = status;
    context.type = 'html';
    context.body = signInPage(texts, { email, emails, error });
  };

  const submit = async (context: Context, texts: IssuerTexts): Promise<void> => {
    // The interaction's cookie is SameSite=Lax already; this also holds for pages of other ports, which are the same site.
    if (context.get('Origin') !== issuerOrigin) {
      refuse(context, 403, 'foreignForm');
      return;
    }
    const form = await readForm(context.req);
    const email = (form.get('email') ?? '').trim().toLowerCase();
    const user = users.find((candidate) => candidate.email === email);
    const account = user?.email ?? NOBODY;

    const retryAfterSeconds = limiter.retryAfterSeconds(account);
    if (retryAfterSeconds > 0) {
      context.set('Retry-After', String(retryAfterSeconds));
      show(context, texts, 429, email, texts.signIn.tooOften(retryAfterSeconds));
      return;
    }
    const isPassword = isSamePassword((form.get('password') ?? '').trim(), password);
    if (!user || !isPassword) {
      limiter.recordFailure(account);
      show(context, texts, 401, email, texts.signIn.wrong);
      return;
    }
    limiter.recordSuccess(account);
    const returnTo = await provider.interactionResult(context.req, context.res, { login: { accountId: user.sub, amr: ['pwd'] } }, { mergeWithLastSubmission: false });
    context.status = 303;
    context.redirect(returnTo);
  };

  const answer = async (context: Context): Promise<void> => {
    const { params } = await provider.interactionDetails(context.req, context.res);
    // The app asks for its own language, which may have been chosen; without that the browser's is taken.
    const texts = textsFor(context, params.ui_locales);
    if (context.method === 'POST') {
      await submit(context, texts);
      return;
    }
    const { email } = context.query;
    const hint = email ?? params.login_hint;
    show(context, texts, 200, typeof hint === 'string' ? hint : '', null);
  };

  return async (context, next) => {
    if (!/^\/login\/[\w-]+$/i.test(context.path) || !['GET', 'HEAD', 'POST'].includes(context.method)) {
      await next();
      return;
    }
    try {
      await answer(context);
    } catch (error) {
      if (error instanceof errors.SessionNotFound) {
        // A page of the past, as the Back button finds it after the sign-in: the app knows whether there is anything left to do.
        if (context.method === 'POST') refuse(context, 400, 'expired');
        else context.redirect(appUrl);
      } else if (error instanceof FormBodyError) refuse(context, error.statusCode, 'noForm');
      else throw error;
    }
  };
}
