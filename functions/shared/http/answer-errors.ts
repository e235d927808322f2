import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { MalformedJsonError, STATUS_OF_CODE } from '../../../domain/errors.ts';
import { toInvigilError } from '../adapters/service-errors.ts';
import { logger } from '../logger.ts';
import { toErrorResult } from './respond.ts';

/** Turns whatever was thrown into the API's error form; what nobody foresaw is logged, by name and stack, and answered as INTERNAL. */
export function answerErrors(): MiddlewareObj<APIGatewayProxyEvent, APIGatewayProxyResult> {
  return {
    onError: (request) => {
      const error = isJsonError(request.error) ? new MalformedJsonError('The body is not JSON.', { cause: request.error }) : toInvigilError(request.error);
      if (STATUS_OF_CODE[error.code] < 500) logger.info('Refused', { code: error.code, field: error.field, cause: nameOf(error.cause) });
      else logger.error('Failed', { code: error.code, cause: nameOf(error.cause), stack: error.cause instanceof Error ? error.cause.stack : undefined });
      request.response = toErrorResult(error, request.event.requestContext.requestId);
    },
  };
}

/** As @middy/http-json-body-parser throws it. */
function isJsonError(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause as { package?: unknown } | undefined) : undefined;
  return cause?.package === '@middy/http-json-body-parser';
}

function nameOf(error: unknown): string | undefined {
  return error instanceof Error ? error.name : undefined;
}
