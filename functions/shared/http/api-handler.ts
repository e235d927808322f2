import middy, { type MiddlewareObj } from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { z } from 'zod';
import { logger } from '../logger.ts';
import { answerErrors } from './answer-errors.ts';
import { limitBody, limitImage } from './limit-image.ts';
import { parseBody } from './parse-body.ts';
import { parseQuery } from './parse-query.ts';
import { callerOf, type ApiAnswer, type ApiRequest, type Group } from './request.ts';
import { requireGroup } from './require-group.ts';
import { toResult } from './respond.ts';

export type ApiHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/**
 * The middleware stack of every function behind the API that takes a body. Its order is the order of the API's errors: 403, 413, 400, 413 of
 * the decoded image, 422; what the handler throws comes after.
 *
 * @example export const handler = apiHandler({ groups: ['admin'], body: PhotoSchema }, async ({ body }) => ({ statusCode: 200, body: await register(body) }));
 */
export function apiHandler<Body>(options: { groups: readonly Group[]; body: z.ZodType<Body> }, handle: (request: ApiRequest & { body: Body }) => Promise<ApiAnswer>): ApiHandler {
  const readBody = [limitBody(), httpJsonBodyParser({ disableContentTypeCheck: true }), limitImage(), parseBody(options.body)] as MiddlewareObj<APIGatewayProxyEvent, APIGatewayProxyResult>[];
  return stack(options.groups, readBody, (request) => handle({ ...request, body: request.event.body as Body }));
}

/**
 * The middleware stack of every function behind the API that only reads.
 *
 * @example export const handler = apiReader({ groups: ['auditor'], query: z.object({ cursor: z.string().optional() }) }, async ({ query }) => …);
 */
export function apiReader<Query>(options: { groups: readonly Group[]; query: z.ZodType<Query> }, handle: (request: ApiRequest & { query: Query }) => Promise<ApiAnswer>): ApiHandler {
  return stack(options.groups, [], (request) => handle({ ...request, query: parseQuery(request.event, options.query) }));
}

function stack(groups: readonly Group[], middlewares: MiddlewareObj<APIGatewayProxyEvent, APIGatewayProxyResult>[], handle: (request: ApiRequest) => Promise<ApiAnswer>): ApiHandler {
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
    .use([injectLambdaContext(logger, { resetKeys: true }), answerErrors(), requireGroup(groups), ...middlewares])
    .handler(async (event, context) => toResult(await handle({ event, context, caller: callerOf(event) })));
}
