import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What `AccessKey/yyyymmdd/region/service/aws4_request` says. */
export interface CredentialScope {
  accessKeyId: string;
  date: string;
  region: string;
  service: string;
}

/** Null when it has another form. It is read from the end: an access key may hold slashes. */
export function parseCredential(credential: string): CredentialScope | null {
  const parts = credential.split('/');
  const [date = '', region = '', service = '', termination] = parts.slice(-4);
  if (parts.length < 5 || termination !== 'aws4_request' || !/^\d{8}$/.test(date)) return null;
  return { accessKeyId: parts.slice(0, -4).join('/'), date, region, service };
}

/** The signature of a text, in hexadecimal. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export function sign(text: string, secretAccessKey: string, { date, region, service }: CredentialScope): string {
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${secretAccessKey}`);
  return hmac(key, text).toString('hex');
}

/** Whether a signature is the one that was calculated; how long it takes says nothing of where they differ. */
export function isSameSignature(given: string, calculated: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(calculated)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * What the signature in a presigned URL signs. S3 signs the path as it is encoded once; a bucket in the host is no part of it.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function stringToSign(request: IncomingMessage, query: URLSearchParams, { date, region, service }: CredentialScope): string {
  const signedHeaders = (query.get('X-Amz-SignedHeaders') ?? '').split(';');
  const canonicalQuery = [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const canonicalRequest = [
    request.method,
    path.split('/').map((segment) => encode(decodeURIComponent(segment))).join('/'),
    canonicalQuery,
    ...signedHeaders.map((name) => `${name}:${String(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    signedHeaders.join(';'),
    request.headers['x-amz-content-sha256'] ?? query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD',
  ].join('\n');
  return ['AWS4-HMAC-SHA256', query.get('X-Amz-Date'), `${date}/${region}/${service}/aws4_request`, createHash('sha256').update(canonicalRequest).digest('hex')].join('\n');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** As RFC 3986 has it. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
