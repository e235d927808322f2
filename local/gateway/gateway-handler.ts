import type { IncomingMessage, ServerResponse } from 'node:http';
import { discardRest } from '../discard-rest.ts';
import type { Assembly } from '../assembly/assembly.ts';
import type { LambdaInvoker } from '../lambda/lambda-invoker.ts';
import { callFunction } from './call-function.ts';
import { restClaims } from './claims.ts';
import type { Answer } from './gateway-answer.ts';
import { answerError, answerMock } from './gateway-answer.ts';
import type { GatewayResponseType } from './gateway-error.ts';
import { ClientGoneError, GatewayError } from './gateway-error.ts';
import { proxyAnswer } from './proxy-answer.ts';
import { proxyEvent } from './proxy-event.ts';
import { readBody } from './read-body.ts';
import type { RequestContext } from './request-context.ts';
import { createRequestContext } from './request-context.ts';
import { parseTarget } from './request-target.ts';
import { createRouteTable } from './route-table.ts';

export interface GatewayProps {
  assembly: Pick<Assembly, 'stageName' | 'apiId' | 'binaryMediaTypes' | 'routes' | 'gatewayResponses'>;
  lambda: LambdaInvoker;
  /** The claims of an ID token; throws when the token is not valid. */
  verifyIdToken: (token: string) => Promise<Record<string, unknown>>;
  /** Told of defects: of ours, of the assembly, or a function's answer that API Gateway would not take. The client gets a 5XX gateway response without their text. */
  onDefect: (operation: string, error: unknown) => void;
}

/** Answers a request, whatever happens. */
export type GatewayHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** Gateway responses behind which somebody has made a mistake: a route to no function, an answer that is none. A failed function is in its own log. */
const DEFECTS = new Set<GatewayResponseType>(['API_CONFIGURATION_ERROR', 'DEFAULT_5XX']);

/** A request whose target a framework has rewritten keeps the one that the client sent. */
type OriginalRequest = IncomingMessage & { originalUrl?: string };

/** A REST API of API Gateway: routes, authorizer, integrations and gateway responses as the assembly has them. */
export function createGatewayHandler({ assembly, lambda, verifyIdToken, onDefect }: GatewayProps): GatewayHandler {
  const matchRoute = createRouteTable(assembly.routes);
  const { binaryMediaTypes, gatewayResponses } = assembly;

  const respond = async (request: OriginalRequest, context: RequestContext): Promise<Answer> => {
    const target = parseTarget(request.originalUrl ?? request.url ?? '/');
    context.path = `/${assembly.stageName}${target.path}`;
    const match = matchRoute(context.httpMethod, target.segments);
    if (!match) throw new GatewayError('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token');
    const { route } = match;
    const claims = route.authorizer && (await authorize(request));
    const body = await readBody(request);
    if (route.integration.type === 'MOCK') return answerMock(route.integration, { ...context, resourcePath: route.path });
    const event = JSON.stringify(proxyEvent({ request, context, target, match, claims, body, binaryMediaTypes }));
    const payload = await callFunction(lambda, route.integration, event);
    return proxyAnswer({ payload, accept: request.headers.accept, binaryMediaTypes });
  };

  const authorize = async (request: IncomingMessage): Promise<Record<string, string>> => {
    const token = request.headers.authorization?.replace(/^Bearer\s+/i, '').trim();
    if (!token) throw new GatewayError('UNAUTHORIZED', 'Unauthorized');
    try {
      return restClaims(await verifyIdToken(token));
    } catch (cause) {
      throw new GatewayError('UNAUTHORIZED', 'Unauthorized', cause);
    }
  };

  /** The gateway response for whatever was thrown. */
  const refuse = (error: unknown, context: RequestContext): Answer => {
    const known = error instanceof GatewayError ? error : new GatewayError('INTEGRATION_FAILURE', 'Internal server error', error);
    if (known !== error || (DEFECTS.has(known.responseType) && known.cause !== undefined)) onDefect(`${context.httpMethod} ${context.path}`, known.cause);
    return answerError(known, gatewayResponses, context);
  };

  return (request, response) => {
    const context = createRequestContext(request, assembly);
    // A client that hangs up is no error of ours.
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    respond(request, context)
      .catch((error: unknown) => (error instanceof ClientGoneError ? null : refuse(error, context)))
      .then((answer) => {
        if (answer && !response.destroyed) write(request, response, answer, context);
      })
      .catch((error: unknown) => {
        onDefect(`${context.httpMethod} ${context.path}`, error);
        response.destroy();
      });
  };
}

function write(request: IncomingMessage, response: ServerResponse, { statusCode, headers, body }: Answer, { requestId, extendedRequestId }: RequestContext): void {
  const bodyless = statusCode === 204 || statusCode === 304;
  response.statusCode = statusCode;
  for (const [name, values] of headers) response.setHeader(name, values.length === 1 && values[0] !== undefined ? values[0] : values);
  response.setHeader('x-amzn-RequestId', requestId);
  response.setHeader('x-amz-apigw-id', extendedRequestId);
  if (!bodyless) response.setHeader('Content-Length', body.length);
  response.end(bodyless ? undefined : body);
  discardRest(request);
}
