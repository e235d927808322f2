import type { GatewayResponse, MockIntegration } from '../assembly/assembly.ts';
import type { GatewayError, GatewayResponseType } from './gateway-error.ts';
import type { TemplateContext } from './mapping-template.ts';
import { renderTemplate } from './mapping-template.ts';

/** What goes over the wire. */
export interface Answer {
  statusCode: number;
  /** By name, as written; a name may have several values. */
  headers: Map<string, string[]>;
  body: Buffer;
}

/**
 * Status and error type of the gateway responses that the template does not change.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
const DEFAULTS: Readonly<Record<GatewayResponseType, { statusCode: number; errorType: string }>> = {
  BAD_REQUEST_PARAMETERS: { statusCode: 400, errorType: 'BadRequestException' },
  UNAUTHORIZED: { statusCode: 401, errorType: 'UnauthorizedException' },
  MISSING_AUTHENTICATION_TOKEN: { statusCode: 403, errorType: 'MissingAuthenticationTokenException' },
  REQUEST_TOO_LARGE: { statusCode: 413, errorType: 'RequestTooLargeException' },
  THROTTLED: { statusCode: 429, errorType: 'TooManyRequestsException' },
  API_CONFIGURATION_ERROR: { statusCode: 500, errorType: 'InternalServerErrorException' },
  INTEGRATION_FAILURE: { statusCode: 504, errorType: 'InternalServerErrorException' },
  INTEGRATION_TIMEOUT: { statusCode: 504, errorType: 'InternalServerErrorException' },
  // What an integration answers wrongly has no type of its own.
  DEFAULT_5XX: { statusCode: 502, errorType: 'InternalServerErrorException' },
};

const DEFAULT_TEMPLATE = '{"message":$context.error.messageString}';

/** The template's gateway response for an error: that of its type, else DEFAULT_4XX or DEFAULT_5XX, else API Gateway's own. */
export function answerError({ responseType, message }: GatewayError, gatewayResponses: ReadonlyMap<string, GatewayResponse>, context: TemplateContext): Answer {
  const defaults = DEFAULTS[responseType];
  const response = gatewayResponses.get(responseType) ?? gatewayResponses.get(defaults.statusCode < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
  const rendered = renderTemplate(response?.body ?? DEFAULT_TEMPLATE, { ...context, error: { message, messageString: JSON.stringify(message), responseType } });
  return {
    statusCode: response?.statusCode ?? defaults.statusCode,
    headers: jsonHeaders({ 'x-amzn-ErrorType': defaults.errorType, ...response?.headers }),
    body: Buffer.from(rendered),
  };
}

/** The answer of a MOCK integration. */
export function answerMock({ statusCode, headers, body }: MockIntegration, context: TemplateContext): Answer {
  return { statusCode, headers: jsonHeaders(headers), body: Buffer.from(renderTemplate(body, context)) };
}

const jsonHeaders = (headers: Readonly<Record<string, string>>): Map<string, string[]> => {
  const entries = Object.entries(headers).map(([name, value]): [string, string[]] => [name, [value]]);
  return new Map(entries.some(([name]) => name.toLowerCase() === 'content-type') ? entries : [['Content-Type', ['application/json']], ...entries]);
};
