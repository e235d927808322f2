import { S3Error } from '../errors.ts';
import type { S3Request } from '../protocol/s3-request.ts';
import type { Credentials } from '../../aws/credentials.ts';
import { isSameSignature, parseCredential, sign, stringToSign } from './signature-v4.ts';
import { formatTime, MAX_SKEW_MS, parseAmzDate } from './time.ts';

const PARAMETERS = ['X-Amz-Credential', 'X-Amz-Date', 'X-Amz-Expires', 'X-Amz-SignedHeaders', 'X-Amz-Signature'];
const MAX_EXPIRES_SECONDS = 604_800;

/** Whose signature a request has: ours and verified, or somebody's whose secret nobody here knows. */
export type Signer = 'known' | 'foreign';

/** Whether a request brings its signature in the query, of version 4 or 2. */
export const isPresigned = (query: URLSearchParams): boolean => query.has('X-Amz-Algorithm') || query.has('Signature');

/**
 * Checks a presigned URL: its form and its expiry in any case; its signature, with every header that it must cover, when it names
 * our access key. Another's cannot be verified, for its secret is not known here.
 *
 * @param nowMs milliseconds since the epoch
 * @throws S3Error AccessDenied, SignatureDoesNotMatch, AuthorizationQueryParametersError, InvalidRequest
 */
export function checkPresignedUrl({ query, http }: S3Request, credentials: Credentials, nowMs: number): Signer {
  if (!query.has('X-Amz-Algorithm')) return checkVersion2(query, credentials, nowMs);
  if (query.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') throw malformed('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  if (PARAMETERS.some((name) => !query.has(name))) {
    throw malformed('Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.');
  }
  const scope = parseCredential(query.get('X-Amz-Credential') ?? '');
  const date = query.get('X-Amz-Date') ?? '';
  if (!scope) throw malformed('Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".');
  checkTimes(date, Number(query.get('X-Amz-Expires')), nowMs);
  if (scope.accessKeyId !== credentials.accessKeyId) return 'foreign';

  if (!date.startsWith(scope.date)) throw malformed(`Invalid credential date "${scope.date}". This date is not the same as X-Amz-Date: "${date.slice(0, 8)}".`);
  const signedHeaders = new Set(query.get('X-Amz-SignedHeaders')?.split(';'));
  const unsigned = Object.keys(http.headers).filter((name) => name.startsWith('x-amz-') && !signedHeaders.has(name));
  if (unsigned.length > 0 || !signedHeaders.has('host')) throw new S3Error('AccessDenied', 'There were headers present in the request which were not signed', { HeadersNotSigned: unsigned.join(', ') || 'host' });
  if (!isSameSignature(query.get('X-Amz-Signature') ?? '', sign(stringToSign(http, query, scope), credentials.secretAccessKey, scope))) throw signatureDoesNotMatch();
  return 'known';
}

/** The signature that was given is not the one that our secret makes. */
export function signatureDoesNotMatch(): S3Error {
  return new S3Error('SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided. Check your key and signing method.');
}

function checkTimes(date: string, expiresSeconds: number, nowMs: number): void {
  const signedAtMs = parseAmzDate(date);
  if (Number.isNaN(signedAtMs)) throw malformed('X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd\'T\'HHmmss\'Z\'"');
  if (!Number.isInteger(expiresSeconds)) throw malformed('X-Amz-Expires should be a number');
  if (expiresSeconds < 0) throw malformed('X-Amz-Expires must be non-negative');
  if (expiresSeconds > MAX_EXPIRES_SECONDS) throw malformed(`X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ${MAX_EXPIRES_SECONDS} seconds`);
  if (signedAtMs > nowMs + MAX_SKEW_MS) throw new S3Error('AccessDenied', 'Request is not valid yet', { ServerTime: formatTime(nowMs) });
  const expiresAtMs = signedAtMs + expiresSeconds * 1_000;
  if (nowMs > expiresAtMs) throw new S3Error('AccessDenied', 'Request has expired', { 'X-Amz-Expires': expiresSeconds, Expires: formatTime(expiresAtMs), ServerTime: formatTime(nowMs) });
}

/** Version 2 names its expiry in seconds since the epoch. Nothing of ours signs by it, so nothing that claims so is accepted. */
function checkVersion2(query: URLSearchParams, { accessKeyId }: Credentials, nowMs: number): Signer {
  if (query.get('AWSAccessKeyId') === accessKeyId) throw new S3Error('InvalidRequest', 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.');
  const expiresAtMs = Number(query.get('Expires') ?? NaN) * 1_000;
  if (Number.isNaN(expiresAtMs)) throw new S3Error('AccessDenied', 'Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters');
  if (nowMs > expiresAtMs) throw new S3Error('AccessDenied', 'Request has expired', { Expires: expiresAtMs, ServerTime: formatTime(nowMs) });
  return 'foreign';
}

function malformed(message: string): S3Error {
  return new S3Error('AuthorizationQueryParametersError', message);
}
