import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { STATUS_OF_CODE, type ErrorCode } from '../../domain/errors.ts';

/** A mapping template of the API's error form. */
export function errorTemplate(code: ErrorCode, message: string): string {
  return JSON.stringify({ error: { code, message, requestId: '$context.requestId' } });
}

const RESPONSES: readonly [id: string, type: ResponseType, code: ErrorCode, message: string][] = [
  ['Unauthorized', ResponseType.UNAUTHORIZED, 'UNAUTHENTICATED', 'Sign in first: the token is missing, expired or not ours.'],
  ['ExpiredToken', ResponseType.EXPIRED_TOKEN, 'UNAUTHENTICATED', 'The token has expired: sign in again.'],
  ['AccessDenied', ResponseType.ACCESS_DENIED, 'FORBIDDEN', 'This is not allowed to you.'],
  ['MissingAuthenticationToken', ResponseType.MISSING_AUTHENTICATION_TOKEN, 'NOT_FOUND', 'There is no such route.'],
  // Only what API Gateway answers by itself minds a body's type, and that is routes and methods that there are not.
  ['UnsupportedMediaType', ResponseType.UNSUPPORTED_MEDIA_TYPE, 'NOT_FOUND', 'There is no such route.'],
  ['RequestTooLarge', ResponseType.REQUEST_TOO_LARGE, 'IMAGE_TOO_LARGE', 'The request is too large: an image may have 4 MiB.'],
  ['Throttled', ResponseType.THROTTLED, 'THROTTLED', 'Too many requests: repeat this one after a pause.'],
  ['QuotaExceeded', ResponseType.QUOTA_EXCEEDED, 'THROTTLED', 'Too many requests: repeat this one after a pause.'],
  ['Default4xx', ResponseType.DEFAULT_4XX, 'INVALID_REQUEST', 'The request is not valid.'],
  ['Default5xx', ResponseType.DEFAULT_5XX, 'UNAVAILABLE', 'The service is not available. Please repeat the request.'],
];

/** What API Gateway answers by itself, in the API's error form and readable from any origin. */
export function addGatewayResponses(api: RestApi): void {
  for (const [id, type, code, message] of RESPONSES) {
    api.addGatewayResponse(id, {
      type,
      statusCode: String(STATUS_OF_CODE[code]),
      responseHeaders: { 'Access-Control-Allow-Origin': "'*'", 'Access-Control-Expose-Headers': "'Location, Retry-After'", ...(code === 'THROTTLED' ? { 'Retry-After': "'1'" } : {}) },
      templates: { 'application/json': errorTemplate(code, message) },
    });
  }
}
