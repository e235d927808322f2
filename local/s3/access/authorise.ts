import { isWebPage } from '../../aws/loopback.ts';
import { S3Error } from '../errors.ts';
import type { S3Request } from '../protocol/s3-request.ts';
import { checkPresignedUrl, isPresigned } from './presigned-url.ts';
import type { Signer } from './presigned-url.ts';
import type { Credentials } from '../../aws/credentials.ts';
import { formatTime, MAX_SKEW_MS, parseAmzDate } from './time.ts';

/**
 * Lets a request pass, or does not. By its Authorization header anybody's does: a program on this machine needs no account. A presigned
 * URL is what we handed to somebody, and is held to its terms; a form's policy is checked where the form is read.
 *
 * @throws S3Error
 */
export function authorise(request: S3Request, credentials: Credentials, nowMs: number): void {
  const { authorization } = request.http.headers;
  if (isPresigned(request.query)) {
    if (authorization !== undefined) throw new S3Error('InvalidArgument', 'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified', { ArgumentName: 'Authorization', ArgumentValue: authorization });
    admitSigner(checkPresignedUrl(request, credentials, nowMs), request);
    return;
  }
  if (authorization !== undefined) checkClock(request, nowMs);
}

/**
 * Refuses a web page that comes with anything else than what we signed: its user's browser brings it past the machine's border, where
 * whoever signs with keys of their own invention would otherwise be as good as a program of this machine.
 *
 * @throws S3Error InvalidAccessKeyId
 */
export function admitSigner(signer: Signer, { http }: S3Request): void {
  if (signer === 'foreign' && isWebPage(http)) throw new S3Error('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.');
}

function checkClock({ http: { headers } }: S3Request, nowMs: number): void {
  const date = headers['x-amz-date'];
  const timeMs = typeof date === 'string' ? parseAmzDate(date) : Date.parse(headers.date ?? '');
  if (Number.isNaN(timeMs)) throw new S3Error('AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  if (Math.abs(timeMs - nowMs) > MAX_SKEW_MS) {
    throw new S3Error('RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.', { RequestTime: formatTime(timeMs), ServerTime: formatTime(nowMs), MaxAllowedSkewMilliseconds: MAX_SKEW_MS });
  }
}
