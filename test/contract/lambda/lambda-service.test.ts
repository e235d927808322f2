import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AwsService } from '../../../local/aws/service.ts';
import type { Lambda } from '../../../local/lambda/lambda.ts';
import { createLambda } from '../../../local/lambda/lambda.ts';
import { createLambdaService } from '../../../local/lambda/lambda-service.ts';
import type { Bundles } from '../../helpers/lambda-bundle.ts';
import { createBundles } from '../../helpers/lambda-bundle.ts';
import { waitUntil } from '../../helpers/wait-until.ts';

let bundles: Bundles;
let lambda: Lambda;
let service: AwsService;
let server: Server;
let url: string;
const logLines: string[] = [];

beforeAll(async () => {
  bundles = await createBundles();
  const fn = await bundles.add('greet', 'export const handler = async ({ name }) => { if (!name) throw new Error("no name"); console.log(`${name} was greeted`); return { greeting: `Hello, ${name}` }; };');
  lambda = createLambda({ functions: [fn], environment: {}, onLog: (_name, _requestId, line) => { logLines.push(line); } });
  service = createLambdaService({
    lambda,
    onDefect: (_operation, error) => {
      throw error;
    },
  });
  server = createServer((request, response) => {
    service.handle(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/2015-03-31/functions`;
});
afterAll(async () => {
  server.close();
  await lambda.close();
  await bundles.remove();
});

const invoke = (name: string, body: string, headers: Record<string, string> = {}): Promise<Response> => fetch(`${url}/${encodeURIComponent(name)}/invocations`, { method: 'POST', body, headers });

describe('Invoke', () => {
  it('answers with the payload, the version and a request id', async () => {
    const response = await invoke('arn:aws:lambda:us-east-1:000000000000:function:greet', '{"name":"Ada"}');
    expect([response.status, await response.json()]).toEqual([200, { greeting: 'Hello, Ada' }]);
    expect(response.headers.get('x-amz-executed-version')).toBe('$LATEST');
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.has('x-amz-function-error')).toBe(false);
  });

  it('answers an asynchronous invocation at once, and runs it', async () => {
    const response = await invoke('greet', '{"name":"Grace"}', { 'x-amz-invocation-type': 'Event' });
    expect([response.status, await response.text()]).toEqual([202, '']);
    await waitUntil(() => logLines.some((line) => line.includes('Grace was greeted')));
    const unknown = await invoke('nobody', '{}', { 'x-amz-invocation-type': 'Event' });
    expect(unknown.status).toBe(404);
  });

  it('marks the error of a function, with status 200', async () => {
    const response = await invoke('greet', '');
    expect([response.status, response.headers.get('x-amz-function-error')]).toEqual([200, 'Unhandled']);
    expect(await response.json()).toMatchObject({ errorType: 'Error', errorMessage: 'no name' });
  });

  it.each([
    ['an unknown function', () => invoke('nobody', '{}'), 404, 'ResourceNotFoundException', 'Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody'],
    ['a body that is no JSON', () => invoke('greet', '{name'), 400, 'InvalidRequestContentException', 'Could not parse request body into json'],
    ['a payload above the limit', () => invoke('greet', JSON.stringify('x'.repeat(6_291_456))), 413, 'RequestTooLargeException', 'Request must be smaller than 6291456 bytes for the InvokeFunction operation'],
    ['another operation', () => fetch(url), 404, 'UnknownOperationException', 'One machine serves Invoke only.'],
  ])('refuses %s', async (_title, send, status, code, message) => {
    const response = await send();
    expect([response.status, response.headers.get('x-amzn-errortype'), await response.json()]).toEqual([status, code, { Type: 'User', Message: message }]);
  });
});
