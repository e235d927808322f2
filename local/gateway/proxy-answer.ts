import { validateHeaderName, validateHeaderValue } from 'node:http';
import { z } from 'zod';
import type { Answer } from './gateway-answer.ts';
import { GatewayError } from './gateway-error.ts';
import { isBinary } from './media-types.ts';

const HeaderValueSchema = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const StatusCodeSchema = z.union([z.number(), z.string().regex(/^\d{3}$/)]).transform(Number).pipe(z.int().min(200).max(599));

/** Any other member makes the answer malformed, as on AWS. */
const ProxyAnswerSchema = z.strictObject({
  statusCode: StatusCodeSchema.default(200),
  headers: z.record(z.string(), HeaderValueSchema).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(HeaderValueSchema)).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** Framing is the gateway's business. */
const IGNORED_HEADERS = new Set(['connection', 'content-length', 'date', 'keep-alive', 'trailer', 'transfer-encoding', 'upgrade']);

export interface ProxyAnswerProps {
  /** The function's answer, JSON text. */
  payload: string;
  /** The request's Accept header: its first media type decides whether a base64 body is decoded. */
  accept: string | undefined;
  binaryMediaTypes: readonly string[];
}

/**
 * What the answer of a Lambda proxy integration stands for.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
 *
 * @throws GatewayError DEFAULT_5XX (502) when it is malformed
 */
export function proxyAnswer({ payload, accept, binaryMediaTypes }: ProxyAnswerProps): Answer {
  const parsed = ProxyAnswerSchema.safeParse(JSON.parse(payload));
  if (!parsed.success) throw malformed(parsed.error);
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = parsed.data;
  const decoded = isBase64Encoded === true && isBinary(accept?.split(',', 1)[0], binaryMediaTypes);
  return { statusCode, headers: merge(headers ?? {}, multiValueHeaders ?? {}), body: Buffer.from(body ?? '', decoded ? 'base64' : 'utf8') };
}

/** A name that both hold has the values of `multiValueHeaders`. */
function merge(headers: Readonly<Record<string, string>>, multiValueHeaders: Readonly<Record<string, string[]>>): Map<string, string[]> {
  const byLowerCaseName = new Map<string, [string, string[]]>([['content-type', ['Content-Type', ['application/json']]]]);
  const all = [...Object.entries(headers).map(([name, value]): [string, string[]] => [name, [value]]), ...Object.entries(multiValueHeaders)];
  for (const [name, values] of all) {
    try {
      validateHeaderName(name);
      for (const value of values) validateHeaderValue(name, value);
    } catch (cause) {
      throw malformed(cause);
    }
    if (!IGNORED_HEADERS.has(name.toLowerCase())) byLowerCaseName.set(name.toLowerCase(), [name, values]);
  }
  return new Map(byLowerCaseName.values());
}

const malformed = (cause: unknown): GatewayError => new GatewayError('DEFAULT_5XX', 'Internal server error', cause);
