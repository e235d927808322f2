import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { isBinary } from './media-types.ts';
import type { RequestContext } from './request-context.ts';
import type { RequestTarget } from './request-target.ts';
import type { RouteMatch } from './route-table.ts';

export interface ProxyEventProps {
  request: IncomingMessage;
  context: RequestContext;
  target: RequestTarget;
  match: RouteMatch;
  /** Null for a route without an authorizer. */
  claims: Record<string, string> | null;
  body: Buffer;
  binaryMediaTypes: readonly string[];
}

/** Headers of one connection, which API Gateway keeps to itself. */
const HOP_BY_HOP = new Set(['connection', 'expect', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer', 'transfer-encoding', 'upgrade']);

/**
 * The event of a Lambda proxy integration, version 1.0.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
 */
export function proxyEvent({ request, context, target, match, claims, body, binaryMediaTypes }: ProxyEventProps): APIGatewayProxyEvent {
  const headers = receivedHeaders(request, context);
  const query = Map.groupBy(target.query, ([name]) => name);
  const queryValues = [...query].map(([name, pairs]): [string, string[]] => [name, pairs.map(([, value]) => value)]);
  const isBase64Encoded = body.length > 0 && isBinary(request.headers['content-type'], binaryMediaTypes);
  return {
    resource: match.route.path,
    path: target.path,
    httpMethod: context.httpMethod,
    headers: lastValues(headers),
    multiValueHeaders: Object.fromEntries(headers),
    queryStringParameters: queryValues.length ? lastValues(queryValues) : null,
    multiValueQueryStringParameters: queryValues.length ? Object.fromEntries(queryValues) : null,
    pathParameters: match.pathParameters,
    stageVariables: null,
    requestContext: {
      ...context,
      resourceId: match.route.path,
      resourcePath: match.route.path,
      identity: { ...NO_IDENTITY, ...context.identity },
      authorizer: claims && { claims },
    },
    body: body.length ? body.toString(isBase64Encoded ? 'base64' : 'utf8') : null,
    isBase64Encoded,
  };
}

const NO_IDENTITY = {
  accessKey: null,
  accountId: null,
  apiKey: null,
  apiKeyId: null,
  caller: null,
  clientCert: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userArn: null,
};

/** By name as first spelled, in the order of their arrival, with those that API Gateway adds. */
function receivedHeaders(request: IncomingMessage, { identity, requestId }: RequestContext): [string, string[]][] {
  const byLowerCaseName = new Map<string, [string, string[]]>();
  const add = (name: string, value: string): void => {
    const known = byLowerCaseName.get(name.toLowerCase());
    if (known) known[1].push(value);
    else byLowerCaseName.set(name.toLowerCase(), [name, [value]]);
  };
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    const [name = '', value = ''] = request.rawHeaders.slice(index, index + 2);
    if (!HOP_BY_HOP.has(name.toLowerCase())) add(name, value);
  }
  const forwardedFor = [...(byLowerCaseName.get('x-forwarded-for')?.[1] ?? []), identity.sourceIp].join(', ');
  byLowerCaseName.set('x-forwarded-for', ['X-Forwarded-For', [forwardedFor]]);
  byLowerCaseName.set('x-forwarded-port', ['X-Forwarded-Port', [String(request.socket.localPort ?? 80)]]);
  byLowerCaseName.set('x-forwarded-proto', ['X-Forwarded-Proto', ['http']]);
  if (!byLowerCaseName.has('x-amzn-trace-id')) add('X-Amzn-Trace-Id', traceId(requestId));
  return [...byLowerCaseName.values()];
}

/** Source: https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
function traceId(requestId: string): string {
  const epochSeconds = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${epochSeconds}-${requestId.replaceAll('-', '').slice(0, 24)};Parent=${randomBytes(8).toString('hex')};Sampled=0`;
}

const lastValues = (values: readonly [string, string[]][]): Record<string, string> => Object.fromEntries(values.map(([name, all]) => [name, all.at(-1) ?? '']));
