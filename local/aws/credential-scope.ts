import type { IncomingMessage } from 'node:http';

/**
 * The service's name in the credential scope of a request's signature (version 4), from its Authorization header or, for a
 * presigned URL, its query; null when the request is not signed. The signature itself is not verified: any credentials do.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signingNameOf(request: IncomingMessage): string | null {
  const { authorization } = request.headers;
  const query = new URLSearchParams((request.url ?? '').split('?')[1]);
  // S3 alone still takes URLs presigned by version 2, which name no service; `aws s3 presign` of the CLI's version 1 makes such ones.
  if (authorization === undefined && query.has('AWSAccessKeyId') && query.has('Signature')) return 's3';
  const scope = credentialOf(authorization, query).slice(-4);
  return scope.length === 4 && scope[3] === 'aws4_request' ? (scope[2] ?? null) : null;
}

/** The access key that a request says it is signed by (version 4); null when it says none. */
export function accessKeyIdOf({ headers: { authorization }, url = '' }: IncomingMessage): string | null {
  const accessKeyId = credentialOf(authorization, new URLSearchParams(url.split('?')[1])).slice(0, -4).join('/');
  return accessKeyId === '' ? null : accessKeyId;
}

/** AccessKey/yyyymmdd/region/service/aws4_request, to be read from the end: an access key may hold slashes. */
function credentialOf(authorization: string | undefined, query: URLSearchParams): string[] {
  const credential = authorization === undefined ? query.get('X-Amz-Credential') : /^AWS4-\S+\s.*?Credential=([^,\s]+)/.exec(authorization)?.[1];
  return credential?.split('/') ?? [];
}

/** What an Authorization header of version 4 lacks; nothing for a request that has no such header. */
export function missingSignatureParts({ headers: { authorization } }: IncomingMessage): string[] {
  if (authorization?.startsWith('AWS4-HMAC-SHA256') !== true) return [];
  return ['Credential', 'Signature', 'SignedHeaders'].filter((part) => !new RegExp(`[\\s,]${part}=[^,\\s]`).test(authorization));
}
