import middy, { type MiddlewareObj } from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { z } from 'zod';
import { logger } from '../logger.ts';
import { answerErrors } from './answer-errors.ts';
import { answerAudited, auditLogOfEnvironment, recordRefusal, type Audit } from './audit.ts';
import { limitBody, limitImage } from './limit-image.ts';
import { parseBody } from './parse-body.ts';
import { parseQuery } from './parse-query.ts';
import { callerOf, type ApiAnswer, type ApiRequest, type Group } from './request.ts';
import { requireGroup } from './require-group.ts';
import { toResult } from './respond.ts';

export type ApiHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

interface RouteOptions {
  /** Who may call: members of any of these. */
  groups: readonly Group[];
  /**
   * How the audit log names what is done, for every route by which anybody changes anything, or auditors or administrators read somebody's data. Its
   * function needs `grantAuditLog` of infra/. Whatever cannot be entered is answered with 503; what a mere candidate reads is not entered.
   *
   * @example audit: { action: 'ReadVerdict', target: ({ event }) => pathParameterOf(event, 'id') }
   * @example audit: { action: 'ListSessions', target: queryTarget(['state', 'decision', 'from', 'to']) }
   */
  audit?: Audit;
}

/**
 * The middleware stack of every function behind the API that takes a body. Its order is the order of the API's errors: 403, 413, 400, 413 of
 * the decoded image, 422; what the handler throws comes after.
 *
 * @example export const handler = apiHandler({ groups: ['admin'], body: PhotoSchema }, async ({ body }) => ({ statusCode: 200, body: await register(body) }));
 */
export function apiHandler<Body>(options: RouteOptions & { body: z.ZodType<Body> }, handle: (request: ApiRequest & { body: Body }) => Promise<ApiAnswer>): ApiHandler {
  const readBody = [limitBody(), httpJsonBodyParser({ disableContentTypeCheck: true }), limitImage(), parseBody(options.body)] as MiddlewareObj<APIGatewayProxyEvent, APIGatewayProxyResult>[];
  return stack(options, readBody, (request) => handle({ ...request, body: request.event.body as Body }));
}

/**
 * The middleware stack of every function behind the API that only reads.
 *
 * @example export const handler = apiReader({ groups: ['auditor'], query: z.object({ cursor: z.string().optional() }) }, async ({ query }) => …);
 */
export function apiReader<Query>(options: RouteOptions & { query: z.ZodType<Query> }, handle: (request: ApiRequest & { query: Query }) => Promise<ApiAnswer>): ApiHandler {
  return stack(options, [], (request) => handle({ ...request, query: parseQuery(request.event, options.query) }));
}

/**
 * The middleware stack of every function behind the API that does something by its path alone; a body is not looked at.
 *
 * @example export const handler = apiAction({ groups: ['candidate'] }, async ({ event, caller }) => …);
 */
export function apiAction(options: RouteOptions, handle: (request: ApiRequest) => Promise<ApiAnswer>): ApiHandler {
  return stack(options, [], handle);
}

function stack({ groups, audit }: RouteOptions, middlewares: MiddlewareObj<APIGatewayProxyEvent, APIGatewayProxyResult>[], handle: (request: ApiRequest) => Promise<ApiAnswer>): ApiHandler {
  const log = audit && (audit.log ?? auditLogOfEnvironment());
  const answer = async (request: ApiRequest): Promise<ApiAnswer> => (audit && log ? answerAudited(audit, log, request, () => handle(request)) : handle(request));
  const onRefusal = async (event: APIGatewayProxyEvent): Promise<void> => (audit && log ? recordRefusal(audit, log, event) : undefined);
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
    .use([injectLambdaContext(logger, { resetKeys: true }), answerErrors(), requireGroup(groups, onRefusal), ...middlewares])
    .handler(async (event, context) => toResult(await answer({ event, context, caller: callerOf(event) })));
}
