import type { APIGatewayProxyResult } from 'aws-lambda';
import { FaceAlreadyRegisteredError, PhotoRefusedError, STATUS_OF_CODE, ThrottledError, type InvigilError } from '../../../domain/errors.ts';
import type { ApiAnswer } from './request.ts';

const HEADERS = {
  'Content-Type': 'application/json; charset=utf-8',
  'Cache-Control': 'no-store',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Location, Retry-After',
} as const;

export function toResult({ statusCode, headers, body }: ApiAnswer): APIGatewayProxyResult {
  const all = { ...HEADERS, ...headers };
  // API Gateway takes bytes as base64 and hands them on decoded.
  if (body instanceof Uint8Array) return { statusCode, headers: all, body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
  return { statusCode, headers: all, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

/** The API's error form. */
export function toErrorResult(error: InvigilError, requestId: string): APIGatewayProxyResult {
  return toResult({
    statusCode: STATUS_OF_CODE[error.code],
    headers: error instanceof ThrottledError ? { 'Retry-After': String(Math.ceil(error.retryAfterMs / 1_000)) } : {},
    body: { error: { ...toErrorBody(error), requestId } },
  });
}

/** What a client learns of an error, wherever it is told. */
export function toErrorBody(error: InvigilError): Record<string, unknown> {
  return {
    code: error.code,
    message: error.message,
    ...(error.field === undefined ? {} : { field: error.field }),
    ...error.wording,
    ...(error instanceof PhotoRefusedError ? { reasons: error.reasons } : {}),
    ...(error instanceof FaceAlreadyRegisteredError || (error instanceof PhotoRefusedError && error.duplicates.length > 0) ? { duplicates: error.duplicates } : {}),
  };
}
