import type Provider from 'oidc-provider';

/** A step in answering a request, before oidc-provider's own. */
export type Middleware = Parameters<Provider['use']>[0];
export type Context = Parameters<Middleware>[0];

/** The path within the issuer as oidc-provider matches it: in any case, with or without a slash at its end. */
export function routeOf(context: Context): string {
  return context.path.replace(/(?<=.)\/$/, '').toLowerCase();
}
