import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { InvalidFaultsError } from './faults.ts';
import type { FaultInjector } from './faults.ts';

export const FAULT_PATH = '/_faults';

/** `PUT` replaces the injected faults, `GET` answers them: a JSON list both times. Errors have the form of the HTTP API. */
export async function answerFaultRoute(request: IncomingMessage, response: ServerResponse, injector: FaultInjector, served: ReadonlySet<string>): Promise<void> {
  const answer = (statusCode: number, body: unknown, headers: Record<string, string> = {}): void => {
    response.writeHead(statusCode, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
  const refuse = (statusCode: number, code: string, message: string, more: Record<string, unknown> = {}): void => {
    answer(statusCode, { error: { code, message, ...more } });
  };

  if (request.method === 'GET') {
    answer(200, injector.list());
    return;
  }
  if (request.method !== 'PUT') {
    answer(405, { error: { code: 'METHOD_NOT_ALLOWED', message: 'GET answers the faults, PUT replaces them.' } }, { allow: 'GET, PUT' });
    return;
  }
  try {
    injector.replace(JSON.parse(await text(request)), served);
    answer(200, injector.list());
  } catch (error) {
    if (error instanceof InvalidFaultsError) refuse(422, 'INVALID_REQUEST', error.message, { field: error.field });
    else if (error instanceof SyntaxError) refuse(400, 'MALFORMED_JSON', 'The body is not JSON.');
    else throw error;
  }
}
