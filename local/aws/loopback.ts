import type { IncomingMessage } from 'node:http';

/**
 * Why a request cannot come from a program on this machine that means this endpoint; null when it may.
 *
 * Any credentials are accepted, so a page in the user's browser must not reach the endpoint: neither by naming it (a browser
 * sends Origin or Sec-Fetch-Site) nor by DNS rebinding (the name in Host is then the page's own). A name below `localhost` or
 * one that ends in 127.0.0.1 cannot be registered by anybody: SDKs send such ones as `sync-127.0.0.1` and `bucket.localhost`.
 */
export function refusalOf(request: IncomingMessage): string | null {
  if (!isLoopbackHost(request.headers.host ?? '')) return 'The Host header must name 127.0.0.1, localhost or [::1].';
  if (request.headers.origin !== undefined) return 'This endpoint does not answer requests of web pages.';
  if (request.headers['sec-fetch-site'] === 'cross-site') return 'This endpoint does not answer requests of other sites.';
  return null;
}

/** Whether a Host header names this machine: a name that nobody can register. */
export function isLoopbackHost(host: string): boolean {
  const hostname = host.replace(/:\d+$/, '').toLowerCase();
  return hostname === '[::1]' || /^(?:sync-|(?:[^\s/]+\.)?)localhost$/.test(hostname) || /^(?:[^\s/]+[.-])?127\.0\.0\.1$/.test(hostname);
}
