import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { GatewayInstance } from '../../helpers/gateway-instance.ts';
import { startGateway } from '../../helpers/gateway-instance.ts';
import { loadFixture } from '../../helpers/fixture-assembly.ts';
import { rawRequest } from '../../helpers/raw-request.ts';
import { waitUntil } from '../../helpers/wait-until.ts';

let gateway: GatewayInstance;

beforeAll(async () => {
  gateway = await startGateway(await loadFixture());
  await gateway.lambda.warm();
});
beforeEach(() => {
  gateway.defects.length = 0;
});
afterAll(() => gateway.close());

/** The event that the echo function got. */
const eventOf = async (path: string, init: RequestInit = {}): Promise<APIGatewayProxyEvent> => {
  const response = await fetch(gateway.url + path, init);
  expect(response.status).toBe(200);
  return ((await response.json()) as { event: APIGatewayProxyEvent }).event;
};
/** What the gateway makes of an answer of the function. */
const answered = (answer: unknown, init: RequestInit = {}): Promise<Response> => fetch(`${gateway.url}/items?answer=${encodeURIComponent(JSON.stringify(answer))}`, init);
const errorOf = async (response: Response): Promise<[number, string]> => [response.status, ((await response.json()) as { error: { code: string } }).error.code];

describe('the event of a proxy integration', () => {
  it('has the request in the form of version 1.0', async () => {
    const event = await eventOf('/items/a%20b%2Fc?tag=x&tag=y%26&empty=', { headers: { 'X-Custom': 'one' } });
    expect(event).toMatchObject({
      resource: '/items/{id}',
      path: '/items/a%20b%2Fc',
      httpMethod: 'GET',
      pathParameters: { id: 'a b/c' },
      queryStringParameters: { tag: 'y&', empty: '' },
      multiValueQueryStringParameters: { tag: ['x', 'y&'], empty: [''] },
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
      requestContext: { resourcePath: '/items/{id}', path: '/api/items/a%20b%2Fc', stage: 'api', apiId: 'api', accountId: '000000000000', domainName: '127.0.0.1', protocol: 'HTTP/1.1', identity: { sourceIp: '127.0.0.1' }, authorizer: null },
    });
    expect(event.requestContext.requestTime).toMatch(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
    expect(Math.abs(Date.now() - event.requestContext.requestTimeEpoch)).toBeLessThan(10_000);
  });

  it('has null where there is no query and no path parameter', async () => {
    expect(await eventOf('/items')).toMatchObject({ queryStringParameters: null, multiValueQueryStringParameters: null, pathParameters: null });
  });

  it('has headers as the client spells them, every value of a repeated one, and the forwarding ones', async () => {
    const raw = await rawRequest(gateway.port, 'GET /api/items HTTP/1.1\r\nHost: example\r\nX-MiXed: 1\r\nx-mixed: 2\r\nConnection: close\r\n\r\n');
    const { event } = JSON.parse(raw.slice(raw.indexOf('\r\n\r\n'))) as { event: APIGatewayProxyEvent };
    expect(event.headers).toMatchObject({ Host: 'example', 'X-MiXed': '2', 'X-Forwarded-For': '127.0.0.1', 'X-Forwarded-Proto': 'http' });
    expect(event.multiValueHeaders['X-MiXed']).toEqual(['1', '2']);
    expect(Object.keys(event.headers)).not.toContain('Connection');
  });

  it('has the token\'s claims as strings', async () => {
    const authorization = `Bearer ${await gateway.token({ sub: 'u1', 'cognito:groups': ['admin', 'auditor'] })}`;
    const { requestContext } = await eventOf('/items', { method: 'POST', headers: { authorization }, body: '{}' });
    expect(requestContext.authorizer).toMatchObject({ claims: { sub: 'u1', 'cognito:groups': 'admin,auditor', iat: expect.stringMatching(/^\w{3} \w{3} \d\d [\d:]{8} UTC 2026$/) } });
  });

  it.each(['application/json', 'text/plain', 'application/octet-stream', 'nonsense', 'multipart/form-data; boundary=x'])('has a body of type %s as text', async (contentType) => {
    const event = await eventOf('/files/a', { method: 'POST', headers: { 'content-type': contentType }, body: '{"größe": 1' });
    expect(event).toMatchObject({ body: '{"größe": 1', isBase64Encoded: false });
  });

  it('has a body of a binary media type as base64', async () => {
    const event = await eventOf('/files/a', { method: 'PUT', headers: { 'content-type': 'image/png' }, body: Buffer.from([0, 255, 1]) });
    expect(event).toMatchObject({ body: 'AP8B', isBase64Encoded: true });
  });

  it('comes with the function\'s environment alone', async () => {
    const response = await fetch(`${gateway.url}/items`);
    const { environment } = (await response.json()) as { environment: Record<string, string> };
    expect(environment).toMatchObject({ FACES_TABLE: 'Faces', GREETING: 'hello', AWS_LAMBDA_FUNCTION_NAME: 'echo-event' });
    expect(environment).not.toHaveProperty('PATH');
  });
});

describe('a route', () => {
  it.each(['//api//items', '/api/items/', '/api///items?x=1', '/%61pi/items'])('is found at %s', async (path) => {
    expect((await fetch(`http://127.0.0.1:${gateway.port}${path}`)).status).toBe(200);
  });

  it.each([
    ['GET', '/nothing'],
    ['DELETE', '/items'],
    ['GET', ''],
    ['PROPFIND', '/items'],
    ['HEAD', '/items'],
    ['GET', `/${'long'.repeat(500)}`],
  ])('that does not exist, %s %s, is answered by the gateway response', async (method, path) => {
    const response = await fetch(gateway.url + path, { method });
    expect(response.status).toBe(404);
    expect([response.headers.get('access-control-allow-origin'), response.headers.get('x-amzn-errortype')]).toEqual(['*', 'MissingAuthenticationTokenException']);
    if (method !== 'HEAD') expect(await response.json()).toEqual({ error: { code: 'NOT_FOUND', message: 'Missing Authentication Token', requestId: response.headers.get('x-amzn-requestid') } });
  });

  it('of a MOCK integration answers by itself', async () => {
    const health = await fetch(`${gateway.url}/health`);
    expect([health.status, await health.json()]).toEqual([200, { status: 'ok', requestId: health.headers.get('x-amzn-requestid') }]);
    const preflight = await fetch(`${gateway.url}/items`, { method: 'OPTIONS', headers: { 'content-type': 'text/odd' } });
    expect([preflight.status, preflight.headers.get('access-control-allow-headers'), await preflight.text()]).toEqual([204, 'Authorization', '']);
  });
});

describe('the authorizer', () => {
  it('takes a token with or without Bearer', async () => {
    const token = await gateway.token({ sub: 'u1' });
    for (const authorization of [token, `Bearer ${token}`]) expect((await eventOf('/items', { method: 'POST', headers: { authorization } })).httpMethod).toBe('POST');
  });

  it.each([{}, { authorization: 'Bearer' }, { authorization: 'Bearer not.a.token' }])('refuses %p before it reads the body', async (headers) => {
    const response = await fetch(`${gateway.url}/items`, { method: 'POST', headers, body: '{not json' });
    expect(await errorOf(response)).toEqual([401, 'UNAUTHENTICATED']);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('the answer of a function', () => {
  it('brings its status, headers and body', async () => {
    const response = await answered({ statusCode: '201', headers: { 'X-One': 'a', Location: '/there', 'Content-Length': '999' }, multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'], 'x-one': ['b'] }, body: '{"made":true}' });
    expect([response.status, response.headers.get('x-one'), response.headers.get('location'), response.headers.get('content-type')]).toEqual([201, 'b', '/there', 'application/json']);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.json()).toEqual({ made: true });
  });

  it('without a status is 200, without a body empty', async () => {
    const response = await answered({});
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it('with status 204 has no body', async () => {
    const response = await answered({ statusCode: 204, body: 'ignored' });
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([204, null, '']);
  });

  it('is decoded from base64 when the request accepts a binary media type first', async () => {
    const answer = { statusCode: 200, headers: { 'Content-Type': 'image/png' }, body: 'AP8B', isBase64Encoded: true };
    const bytes = await (await answered(answer, { headers: { accept: 'image/png,*/*' } })).bytes();
    expect([...bytes]).toEqual([0, 255, 1]);
    expect(await (await answered(answer, { headers: { accept: 'application/json,image/png' } })).text()).toBe('AP8B');
  });

  it.each([
    ['null', null],
    ['a text', 'done'],
    ['a list', [1]],
    ['an unknown member', { statusCode: 200, stausCode: 1 }],
    ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
    ['a status that is none', { statusCode: 'fine' }],
    ['a status of 99', { statusCode: 99 }],
    ['a header with a line break', { statusCode: 200, headers: { 'x-a': 'a\r\nb: c' } }],
    ['a header that is an object', { statusCode: 200, headers: { 'x-a': {} } }],
    ['a header with an impossible name', { statusCode: 200, headers: { 'x a': 'b' } }],
  ])('that is malformed (%s) is 502 and reported', async (_title, answer) => {
    expect(await errorOf(await answered(answer))).toEqual([502, 'UNAVAILABLE']);
    expect(gateway.defects).toHaveLength(1);
  });

  it('that is an error is 502', async () => {
    expect(await errorOf(await fetch(`${gateway.url}/items?answer=throw`))).toEqual([502, 'UNAVAILABLE']);
  });

  it('that comes after the function\'s time-out is 502, after the integration\'s 504', async () => {
    expect(await errorOf(await fetch(`${gateway.url}/items?answer=never`))).toEqual([502, 'UNAVAILABLE']);
    expect(await errorOf(await fetch(`${gateway.url}/slow?answer=never`))).toEqual([504, 'UNAVAILABLE']);
  });
});

describe('a request', () => {
  it.each([
    ['is over 10 MiB', 10 * 1024 * 1024 + 1],
    ['makes an event over 6,291,456 bytes', 6_291_456],
  ])('whose body %s is answered with 413', async (_title, sizeBytes) => {
    const response = await fetch(`${gateway.url}/files/big`, { method: 'POST', body: 'x'.repeat(sizeBytes) });
    expect(await errorOf(response)).toEqual([413, 'IMAGE_TOO_LARGE']);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('that announces too much is answered before it is sent', async () => {
    const socket = connect(gateway.port, '127.0.0.1');
    socket.write('POST /api/files/big HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n');
    const answer = await new Promise<string>((resolve) => socket.once('data', (chunk) => { resolve(chunk.toString()); }));
    socket.destroy();
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('that is sent in chunks without an end is answered once it is too large', async () => {
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(`${gateway.url}/files/big`, { method: 'POST', agent: new Agent() }, (response) => {
        resolve(response.statusCode);
        request.destroy();
      });
      request.on('error', reject);
      const chunk = Buffer.alloc(1024 * 1024, 120);
      for (let count = 0; count < 12; count++) request.write(chunk);
    });
    expect(answer).toBe(413);
  });

  it('after one that was too large is served on the same connection', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const send = (path: string, method: string, body: string): Promise<[number | undefined, number | undefined]> =>
      new Promise((resolve, reject) => {
        const request = httpRequest(gateway.url + path, { method, agent }, (response) => {
          response.resume().on('end', () => {
            resolve([response.statusCode, localPort]);
          });
          const localPort = request.socket?.localPort;
        });
        request.on('error', reject).end(body);
      });
    const [tooLarge, firstPort] = await send('/files/big', 'POST', 'x'.repeat(11 * 1024 * 1024));
    const [served, secondPort] = await send('/items', 'GET', '');
    agent.destroy();
    expect([tooLarge, served, secondPort]).toEqual([413, 200, firstPort]);
  });

  it.each(['/api/items/%ZZ', '/api/items/%', '/api/files/%C3%28'])('for %s is answered with 400', async (target) => {
    const raw = await rawRequest(gateway.port, `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(raw).toMatch(/^HTTP\/1\.1 400 /);
    expect(raw.slice(raw.indexOf('\r\n\r\n') + 4)).toBe('{"message":"Bad Request"}');
  });

  it('in absolute form is served', async () => {
    expect(await rawRequest(gateway.port, 'GET http://elsewhere/api/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('whose client hangs up is forgotten', async () => {
    const socket = connect(gateway.port, '127.0.0.1');
    socket.write('POST /api/files/a HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
    const waiting = connect(gateway.port, '127.0.0.1');
    waiting.write('GET /api/slow?answer=never HTTP/1.1\r\nHost: x\r\n\r\n');
    await waitUntil(() => socket.bytesWritten > 0 && waiting.bytesWritten > 0);
    socket.destroy();
    waiting.destroy();
    expect((await fetch(`${gateway.url}/health`)).status).toBe(200);
    expect(gateway.defects).toEqual([]);
  });
});

describe('a gateway whose functions are gone', () => {
  it('answers 5XX gateway responses and reports a route to no function', async () => {
    const assembly = await loadFixture();
    const bare = await startGateway({ ...assembly, functions: [] });
    expect(await errorOf(await fetch(`${bare.url}/items`))).toEqual([500, 'UNAVAILABLE']);
    expect(bare.defects).toMatchObject([{ operation: 'GET /api/items', error: { name: 'FunctionNotFoundError' } }]);
    await bare.close();

    const closed = await startGateway(assembly);
    await closed.lambda.close();
    expect(await errorOf(await fetch(`${closed.url}/items`))).toEqual([504, 'UNAVAILABLE']);
    await closed.close();
  });
});
