import type { IncomingMessage } from 'node:http';

/**
 * Why a request cannot come from a program on this machine that means this endpoint; null when it may.
 *
 * Any credentials are accepted, so a page in the user's browser must not reach the endpoint: neither by naming it (a browser
 * sends Origin or Sec-Fetch-Site) nor by DNS rebinding (the name in Host is then the page's own). A name below `localhost` or
 * one that ends in 127.0.0.1 cannot be registered by anybody: SDKs send such ones as `sync-127.0.0.1` and `bucket.localhost`.
 *
 * @param servesWebPages for a request whose signature is verified before anything is done
 */
export function refusalOf(request: IncomingMessage, servesWebPages = false): string | null {
  if (!isLoopbackHost(request.headers.host ?? '')) return 'The Host header must name 127.0.0.1, localhost or [::1].';
  return isWebPage(request) && !servesWebPages ? 'This endpoint does not answer requests of web pages.' : null;
}

/** Whether a browser sent the request for a page, of another origin or unknown. */
export function isWebPage({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined || headers['sec-fetch-site'] === 'cross-site';
}

/** Whether a Host header names this machine: a name that nobody can register. */
export function isLoopbackHost(host: string): boolean {
  const hostname = host.replace(/:\d+$/, '').toLowerCase();
  return hostname === '[::1]' || /^(?:sync-|(?:[^\s/]+\.)?)localhost$/.test(hostname) || /^(?:[^\s/]+[.-])?127\.0\.0\.1$/.test(hostname);
}
