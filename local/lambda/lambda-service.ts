import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ACCOUNT_ID, REGION } from '../aws/service.ts';
import type { AwsService } from '../aws/service.ts';
import { AwsError } from '../aws/aws-error.ts';
import { LambdaClosedError } from './lambda-closed-error.ts';
import type { LambdaInvoker } from './lambda-invoker.ts';
import { FunctionNotFoundError } from './lambda-invoker.ts';

export interface LambdaServiceProps {
  lambda: LambdaInvoker;
  /** Told of errors that are defects of ours. */
  onDefect: (operation: string, error: unknown) => void;
}

const INVOKE_PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/**
 * Lambda's REST protocol, of which one machine serves Invoke: with RequestResponse, and with Event, which is tried once.
 * Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function createLambdaService({ lambda, onDefect }: LambdaServiceProps): AwsService {
  const operationOf = (request: IncomingMessage): string | null => (request.method === 'POST' && functionOf(request) !== null ? 'Invoke' : null);

  const invoke = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const functionName = operationOf(request) === null ? null : functionOf(request);
    if (functionName === null) throw new AwsError('UnknownOperationException', 'One machine serves Invoke only.', { statusCode: 404 });
    const invocationType = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
    if (invocationType !== 'RequestResponse' && invocationType !== 'Event') throw new AwsError('InvalidParameterValueException', `The invocation type ${String(invocationType)} is not served on one machine.`);
    const invocation = lambda.invoke(functionName, jsonOf(await buffer(request)));
    if (invocationType === 'Event') {
      // A function that is not there is known by the next turn; how the function itself ends is written in its log.
      await Promise.race([invocation, nextTurn()]);
      invocation.catch((error: unknown) => {
        if (!(error instanceof LambdaClosedError)) onDefect('Invoke', error);
      });
      response.writeHead(202, { 'x-amzn-requestid': randomUUID() });
      response.end();
      return;
    }
    const { payload, functionError, requestId } = await invocation;
    response.writeHead(200, {
      'content-type': 'application/json',
      'x-amzn-requestid': requestId,
      'x-amz-executed-version': '$LATEST',
      ...(functionError && { 'x-amz-function-error': functionError }),
    });
    response.end(payload);
  };

  const refuse = (request: IncomingMessage, response: ServerResponse, error: unknown): void => {
    const known = knownError(error);
    if (!known) onDefect('Invoke', error);
    const { code, message, statusCode } = known ?? new AwsError('ServiceException', 'The request processing has failed because of an unknown error.', { statusCode: 500 });
    if (response.destroyed) return;
    response.writeHead(statusCode, { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID(), 'x-amzn-errortype': code });
    response.end(JSON.stringify({ Type: statusCode < 500 ? 'User' : 'Service', Message: message }));
    request.resume();
  };

  return {
    signingName: 'lambda',
    operationOf,
    handle: (request, response) => {
      invoke(request, response).catch((error: unknown) => {
        refuse(request, response, error);
      });
    },
    close: () => Promise.resolve(),
  };
}

/** The function that the path names, decoded; null for any other path. */
function functionOf(request: IncomingMessage): string | null {
  const encoded = INVOKE_PATH.exec((request.url ?? '').split('?', 1)[0] ?? '')?.[1];
  try {
    return encoded === undefined ? null : decodeURIComponent(encoded);
  } catch {
    return null;
  }
}

function jsonOf(body: Buffer): string {
  const text = body.length ? body.toString('utf8') : '{}';
  try {
    JSON.parse(text);
  } catch (cause) {
    throw new AwsError('InvalidRequestContentException', 'Could not parse request body into json', { cause });
  }
  return text;
}

function knownError(error: unknown): AwsError | null {
  if (error instanceof AwsError) return error;
  if (!(error instanceof FunctionNotFoundError)) return null;
  const arn = error.functionName.startsWith('arn:') ? error.functionName : `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:${error.functionName}`;
  return new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, { statusCode: 404, cause: error });
}
