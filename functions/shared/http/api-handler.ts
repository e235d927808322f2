import middy from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { z } from 'zod';
import { logger } from '../logger.ts';
import { answerErrors } from './answer-errors.ts';
import { limitBody, limitImage } from './limit-image.ts';
import { parseBody } from './parse-body.ts';
import { callerOf, type ApiAnswer, type ApiRequest, type Group } from './request.ts';
import { requireGroup } from './require-group.ts';
import { toResult } from './respond.ts';

export type ApiHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/**
 * The one middleware stack of every function behind the API. Its order is the order of the API's errors: 403, 413, 400, 413 of the decoded
 * image, 422; what the handler throws comes after.
 *
 * @example export const handler = apiHandler({ groups: ['admin'], body: PhotoSchema }, async ({ body }) => ({ statusCode: 200, body: await register(body) }));
 */
export function apiHandler<Body>(options: { groups: readonly Group[]; body: z.ZodType<Body> }, handle: (request: ApiRequest<Body>) => Promise<ApiAnswer>): ApiHandler {
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use(answerErrors())
    .use(requireGroup(options.groups))
    .use(limitBody())
    .use(httpJsonBodyParser({ disableContentTypeCheck: true }))
    .use(limitImage())
    .use(parseBody(options.body))
    .handler(async (event, context) => toResult(await handle({ event, context, caller: callerOf(event), body: event.body as Body })));
}
