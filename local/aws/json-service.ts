import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { discardRest } from '../discard-rest.ts';
import { AwsError } from './aws-error.ts';
import { ByteBudget } from './byte-budget.ts';
import { readBody } from './read-body.ts';
import type { AwsService } from './service.ts';

/** An operation of a JSON service: its validated input is the operation's own business. */
export type JsonOperation = (input: Record<string, unknown>, context: { requestId: string }) => unknown;

/** Two images of 5 MB in base64: no operation of any service here takes more. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** What large bodies of requests may take together, as text; read and decoded they take twice that. Beyond it they wait unread, which costs no memory. */
const LARGE_BODIES = new ByteBudget(128 * 1024 * 1024);

/** A webcam's frame and everything that carries no picture: such requests wait for nobody. */
const SMALL_BODY_BYTES = 512 * 1024;

/** The media types in which SDKs, of now and of old, send JSON. */
const MEDIA_TYPES = ['application/x-amz-json-1.0', 'application/x-amz-json-1.1', 'application/json'];

export interface JsonServiceProps {
  signingName: string;
  /** The part of `x-amz-target` before the dot, for example `RekognitionService`. */
  targetPrefix: string;
  /** AWS JSON 1.0 or 1.1: they differ in the content type alone. */
  jsonVersion: '1.0' | '1.1';
  operations: Readonly<Record<string, JsonOperation>>;
  /** An error as the service writes it, where that is not `__type`, `message` and the error's further members. */
  errorBody?: (error: AwsError) => Readonly<Record<string, unknown>>;
  /** Told of errors that are no AwsError: defects of ours, answered as InternalFailure without their text. */
  onDefect: (operation: string, error: unknown) => void;
  close?: () => Promise<void>;
  /**
   * Whether a large body counts as memory until the request is answered, rather than until it is read. Only for a service that asks no other one: two that
   * wait for each other would wait for ever.
   */
  holdsBodies?: boolean;
  /** Common to all services unless given. */
  largeBodies?: ByteBudget;
}

/**
 * A service that speaks AWS JSON: `POST /` with the operation in `x-amz-target`, JSON in and out, errors as `__type` and `message`.
 *
 * | what is wrong with a request | `__type` | HTTP status |
 * |---|---|---|
 * | no operation of this service, another method than POST, another media type than JSON's | UnknownOperationException | 400 |
 * | no UTF-8, no JSON, no object, a member of another type | SerializationException | 400 |
 * | a member outside its constraints | ValidationException | 400 |
 * | more than 16 MiB | RequestEntityTooLargeException | 413 |
 * | what the operation itself says | its own | 400 |
 * | an error of ours | InternalFailure | 500 |
 *
 * Source: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function createJsonService(props: JsonServiceProps): AwsService {
  const operationOf = (request: IncomingMessage): string | null => {
    const [prefix, operation] = String(request.headers['x-amz-target'] ?? '').split('.');
    return prefix === props.targetPrefix && operation ? operation : null;
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomUUID();
    let statusCode = 200;
    let body: unknown;
    try {
      body = (await run(request, requestId)) ?? {};
    } catch (error) {
      const known = error instanceof AwsError ? error : new AwsError('InternalFailure', 'The request processing has failed because of an unknown error.', { statusCode: 500 });
      // A request that its client cut short is no defect.
      if (known !== error && request.complete) props.onDefect(operationOf(request) ?? 'unknown', error);
      statusCode = known.statusCode;
      body = props.errorBody?.(known) ?? { __type: known.code, message: known.message, ...known.members };
    }
    if (response.destroyed) return;
    const text = JSON.stringify(body);
    response.writeHead(statusCode, {
      'content-type': `application/x-amz-json-${props.jsonVersion}`,
      'content-length': Buffer.byteLength(text),
      'x-amzn-requestid': requestId,
    });
    response.end(text);
    discardRest(request);
  };

  const run = async (request: IncomingMessage, requestId: string): Promise<unknown> => {
    const operation = operationOf(request);
    const implementation = operation !== null && Object.hasOwn(props.operations, operation) ? props.operations[operation] : undefined;
    if (!implementation) throw new AwsError('UnknownOperationException', operation ? `${operation} is not served on one machine.` : 'The request names no operation.');
    const mediaType = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    if (request.method !== 'POST' || !MEDIA_TYPES.includes(mediaType)) throw new AwsError('UnknownOperationException', 'An operation is asked for by POST, in JSON.');
    const answerTo = (input: Record<string, unknown>): Promise<unknown> => Promise.resolve(implementation(input, { requestId }));
    const declaredBytes = Number(request.headers['content-length'] ?? MAX_BODY_BYTES);
    if (declaredBytes <= SMALL_BODY_BYTES || declaredBytes > MAX_BODY_BYTES) return answerTo(await readInput(request));
    const budget = props.largeBodies ?? LARGE_BODIES;
    if (props.holdsBodies) return budget.use(declaredBytes, async () => answerTo(await readInput(request)));
    return answerTo(await budget.use(declaredBytes, () => readInput(request)));
  };

  return {
    signingName: props.signingName,
    operationOf,
    handle: (request, response) => {
      answer(request, response).catch(() => response.destroy());
    },
    close: async () => props.close?.(),
  };
}

async function readInput(request: IncomingMessage): Promise<Record<string, unknown>> {
  const text = await readBody(request, MAX_BODY_BYTES);
  let input: unknown;
  try {
    input = JSON.parse(text === '' ? '{}' : text);
  } catch (cause) {
    throw new AwsError('SerializationException', 'The request body is not JSON.', { cause });
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw new AwsError('SerializationException', 'Start of structure or map found where not expected.');
  return input as Record<string, unknown>;
}
