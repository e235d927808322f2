/** What a browser is told about every page and file of the app; the same on AWS and on one machine. */
export interface SecurityHeaders {
  'content-security-policy': string;
  'cross-origin-opener-policy': string;
  'permissions-policy': string;
  'referrer-policy': string;
  'x-content-type-options': string;
}

/** For origins with TLS alone: one machine serves plain HTTP, where RFC 6797 (7.2) forbids the header. */
export const STRICT_TRANSPORT_SECURITY = { maxAgeDays: 365, includeSubdomains: true } as const;

/**
 * The headers of the app. Nothing is loaded, sent or framed but what is named here; `blob:` is for frames that were fetched with a token and for the
 * camera's own pictures, `data:` for images that the styles hold.
 *
 * @param connectOrigins where the app sends requests beside its own origin, for example the sign-in's token endpoint
 * @example securityHeaders(['https://cognito-idp.eu-west-1.amazonaws.com'])['content-security-policy']
 */
export function securityHeaders(connectOrigins: readonly string[] = []): SecurityHeaders {
  const directives = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    ["connect-src 'self'", ...connectOrigins].join(' '),
    "worker-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ];
  return {
    'content-security-policy': directives.join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(self), microphone=(), geolocation=(), display-capture=()',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  };
}
