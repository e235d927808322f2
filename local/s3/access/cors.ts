import type { IncomingMessage } from 'node:http';
import type { CorsRule } from '../../assembly/assembly.ts';
import { S3Error } from '../errors.ts';

const VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

/**
 * The headers of an answer to a web page by the first rule of the bucket that allows its origin and method; none when no rule does, so
 * that the browser keeps the answer from the page.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
 */
export function corsHeaders(rules: readonly CorsRule[], { method = '', headers: { origin } }: IncomingMessage): Record<string, string> {
  if (origin === undefined) return {};
  const rule = rules.find((candidate) => matches(candidate, origin, method));
  return rule ? { ...allowance(rule, origin), ...(rule.exposedHeaders.length > 0 && { 'access-control-expose-headers': rule.exposedHeaders.join(', ') }) } : {};
}

/** The headers that answer a preflight. @throws S3Error AccessForbidden when no rule allows what is asked for; InvalidRequest */
export function preflightHeaders(rules: readonly CorsRule[], { headers }: IncomingMessage): Record<string, string> {
  const method = headers['access-control-request-method'];
  if (headers.origin === undefined) throw new S3Error('InvalidRequest', 'Insufficient information. Origin request header needed.');
  if (method === undefined) throw new S3Error('InvalidRequest', 'Invalid Access-Control-Request-Method: null');
  if (rules.length === 0) throw new S3Error('AccessForbidden', 'CORSResponse: CORS is not enabled for this bucket.', { Method: method, ResourceType: 'OBJECT' });
  const { origin } = headers;
  const requested = (headers['access-control-request-headers'] ?? '').split(',').map((name) => name.trim().toLowerCase()).filter((name) => name !== '');
  const rule = rules.find((candidate) => matches(candidate, origin, method) && requested.every((name) => candidate.allowedHeaders.some((pattern) => fits(pattern.toLowerCase(), name))));
  if (!rule) {
    throw new S3Error('AccessForbidden', 'CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource\'s CORS spec.', { Method: method, ResourceType: 'OBJECT' });
  }
  return { ...allowance(rule, origin), ...(requested.length > 0 && { 'access-control-allow-headers': requested.join(', ') }) };
}

function allowance({ allowedOrigins, allowedMethods, maxAgeSeconds }: CorsRule, origin: string): Record<string, string> {
  const anyOrigin = allowedOrigins.includes('*');
  return {
    'access-control-allow-origin': anyOrigin ? '*' : origin,
    'access-control-allow-methods': allowedMethods.join(', '),
    ...(!anyOrigin && { 'access-control-allow-credentials': 'true' }),
    ...(maxAgeSeconds !== null && { 'access-control-max-age': String(maxAgeSeconds) }),
    vary: VARY,
  };
}

function matches({ allowedOrigins, allowedMethods }: CorsRule, origin: string, method: string): boolean {
  return allowedMethods.includes(method) && allowedOrigins.some((pattern) => fits(pattern, origin));
}

/** Whether a text fits a pattern with at most one `*`. */
function fits(pattern: string, text: string): boolean {
  const [before = '', after] = pattern.split('*');
  return after === undefined ? text === pattern : text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
}
