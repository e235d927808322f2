import { z } from 'zod';
import { STATUS_OF_CODE, type ErrorCode } from '../../../domain/errors.ts';
import type { Answer, Operation } from './operation.ts';
import { ErrorBodySchema } from './schemas/error.ts';
import { OPERATIONS } from './operations/operations.ts';

/** A JSON object of the description. */
type Json = Record<string, unknown>;

/** What every route with a token may answer beside its own errors. */
const COMMON_ERRORS: readonly ErrorCode[] = ['UNAUTHENTICATED', 'FORBIDDEN', 'THROTTLED', 'INTERNAL', 'UNAVAILABLE'];

const HEADERS: Readonly<Record<string, Json>> = {
  'Location': { description: 'Where the result will be.', schema: { type: 'string' } },
  'Retry-After': { description: 'Seconds to wait before asking again.', schema: { type: 'integer', minimum: 0 } },
  'Content-Disposition': { description: 'The name to save it under.', schema: { type: 'string' } },
};

/**
 * The API's description in OpenAPI 3.1. The schemas of what is sent are those that requests are parsed by; the schemas of what is answered
 * have no properties beyond the named ones.
 * @param version the product's
 */
export function openApiDocument(version: string): Json {
  const schemas = new Schemas();
  const paths: Record<string, Json> = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Invigil', version, summary: 'Remote proctoring that can be audited.', license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/api' }],
    tags: [...new Set(OPERATIONS.map(({ tag }) => tag))].map((name) => ({ name })),
    security: [{ idToken: [] }],
    paths,
    components: {
      schemas: schemas.all(),
      securitySchemes: { idToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The ID token of the user pool; its groups say what a person may do.' } },
    },
  };
}

function describe(operation: Operation, schemas: Schemas): Json {
  const { operationId, summary, description, groups, tag, body } = operation;
  return {
    operationId,
    tags: [tag],
    summary,
    description: [description, groups === 'public' ? 'For everybody.' : `For ${groups.join(', ')}.`].filter(Boolean).join('\n\n'),
    ...(groups === 'public' ? { security: [] } : {}),
    parameters: parametersOf(operation, schemas),
    ...(body === undefined ? {} : { requestBody: { required: true, content: { 'application/json': { schema: schemas.sent(body) } } } }),
    responses: { ...Object.fromEntries(Object.entries(operation.answers).map(([status, answer]) => [status, describeAnswer(answer, schemas)])), ...errorsOf(operation, schemas) },
  };
}

function parametersOf({ path, pathParameters = {}, query, isIdempotent = false }: Operation, schemas: Schemas): Json[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({ name, in: 'path', required: true, description: pathParameters[name] ?? 'An id.', schema: { type: 'string' } }));
  const { properties = {}, required = [] } = (query === undefined ? {} : schemas.sent(query)) as { properties?: Record<string, Json>; required?: string[] };
  const inQuery = Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }));
  const key = { name: 'Idempotency-Key', in: 'header', required: false, description: 'A repeated request with the same key is answered as the first one was.', schema: { type: 'string', minLength: 1, maxLength: 255 } };
  return [...inPath, ...inQuery, ...(isIdempotent ? [key] : [])];
}

function describeAnswer({ description, schema, contentType = 'application/json', headers = [] }: Answer, schemas: Schemas): Json {
  return {
    description,
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers.map((name) => [name, HEADERS[name]])) }),
    ...(schema === undefined && contentType === 'application/json' ? {} : { content: { [contentType]: { schema: schema === undefined ? { type: 'string', format: 'binary' } : schemas.answered(schema) } } }),
  };
}

/** The codes by their status: one status may have several. */
function errorsOf({ groups, errors = [], body, query }: Operation, schemas: Schemas): Json {
  const sent: ErrorCode[] = [...(body === undefined ? [] : (['MALFORMED_JSON', 'IMAGE_TOO_LARGE', 'INVALID_REQUEST'] as const)), ...(query === undefined ? [] : (['INVALID_REQUEST'] as const))];
  const codes = [...new Set([...errors, ...sent, ...(groups === 'public' ? [] : COMMON_ERRORS)])];
  const statuses = [...new Set(codes.map((code) => STATUS_OF_CODE[code]))].sort((a, b) => a - b);
  const content = { 'application/json': { schema: schemas.answered(ErrorBodySchema) } };
  return Object.fromEntries(statuses.map((status) => [status, { description: codes.filter((code) => STATUS_OF_CODE[code] === status).join(' · '), content }]));
}

/** Collects the schemas that have a name (`.meta({ id })`), each once, and refers to them; the others stand where they are used. */
class Schemas {
  readonly #byName: Json = {};

  sent(schema: z.ZodType): Json {
    return this.#convert(schema, 'input');
  }

  answered(schema: z.ZodType): Json {
    return this.#convert(schema, 'output');
  }

  all(): Json {
    return this.#byName;
  }

  #convert(schema: z.ZodType, io: 'input' | 'output'): Json {
    const text = JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' })).replaceAll('"#/$defs/', '"#/components/schemas/');
    const { $defs = {}, ...own } = JSON.parse(text) as Json & { $defs?: Json };
    delete own.$schema;
    Object.assign(this.#byName, $defs);
    return own;
  }
}
