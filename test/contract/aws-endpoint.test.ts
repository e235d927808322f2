import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { ListTablesCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAwsEndpoint } from '../../local/aws/endpoint.ts';
import type { AwsEndpoint } from '../../local/aws/endpoint.ts';
import { createJsonService } from '../../local/aws/json-service.ts';

const SIGNED = { authorization: 'AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00', 'x-amz-target': 'DynamoDB_20120810.ListTables', 'content-type': 'application/x-amz-json-1.0' };

let endpoint: AwsEndpoint;
const defects: unknown[] = [];
const onDefect = (operation: string, error: unknown): void => {
  defects.push([operation, error]);
};
const tables = (names: string[]) => createJsonService({ signingName: 'dynamodb', targetPrefix: 'DynamoDB_20120810', jsonVersion: '1.0', onDefect, operations: { ListTables: () => ({ TableNames: names }) } });

beforeAll(async () => {
  endpoint = await createAwsEndpoint({ services: [tables(['Faces'])], faults: false, host: '127.0.0.1', port: 0, onDefect });
});
afterAll(async () => {
  await endpoint.close();
  expect(defects).toEqual([]);
});

/** `fetch` sets Host and Origin by itself; this does not. */
async function send(headers: Record<string, string>, options: { url?: string; method?: string; path?: string; body?: string | Buffer } = {}): Promise<{ status: number | undefined; type: string | undefined; body: string }> {
  const { url = endpoint.url, method = 'POST', path = '/', body = '{}' } = options;
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, method, path, headers, agent: false }, (response) => {
      text(response).then((answer) => { resolve({ status: response.statusCode, type: response.headers['content-type'], body: answer }); }, reject);
    }).on('error', reject).end(method === 'GET' ? undefined : body);
  });
}

describe('the AWS endpoint', () => {
  it('serves the service in the credential scope of the signature', async () => {
    const client = new DynamoDBClient({ endpoint: endpoint.url, region: 'us-east-1', credentials: { accessKeyId: 'a/b', secretAccessKey: 'c' } });
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(['Faces']);
    client.destroy();
  });

  it('serves a service registered once it listens, and no second one of the name', async () => {
    await expect(send({ ...SIGNED, authorization: SIGNED.authorization.replace('dynamodb', 'logs'), 'x-amz-target': 'Logs_20140328.DescribeLogGroups' })).resolves.toMatchObject({ status: 403 });
    endpoint.register(createJsonService({ signingName: 'logs', targetPrefix: 'Logs_20140328', jsonVersion: '1.1', onDefect, operations: { DescribeLogGroups: () => ({ logGroups: [] }) } }));
    const answer = await send({ ...SIGNED, authorization: SIGNED.authorization.replace('dynamodb', 'logs'), 'x-amz-target': 'Logs_20140328.DescribeLogGroups' });
    expect(answer).toEqual({ status: 200, type: 'application/x-amz-json-1.1', body: '{"logGroups":[]}' });
    expect(() => { endpoint.register(tables([])); }).toThrow('dynamodb');
  });

  it('has who comes while it starts come again', async () => {
    let isComplete = false;
    const starting = await createAwsEndpoint({ services: [], faults: false, host: '127.0.0.1', port: 0, isComplete: () => isComplete, onDefect });
    const client = new DynamoDBClient({ endpoint: starting.url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 });
    await expect(client.send(new ListTablesCommand({}))).rejects.toMatchObject({ name: 'ServiceUnavailable', $metadata: { httpStatusCode: 503 } });
    starting.register(tables(['Faces']));
    isComplete = true;
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(['Faces']);
    client.destroy();
    await starting.close();
  });

  it('serves a request whose credentials are in its query', async () => {
    const headers = { 'x-amz-target': SIGNED['x-amz-target'], 'content-type': SIGNED['content-type'] };
    await expect(send(headers, { path: '/?X-Amz-Credential=AK%2F20260101%2Fus-east-1%2Fdynamodb%2Faws4_request' })).resolves.toMatchObject({ status: 200 });
  });

  it('refuses an unsigned request in the form of AWS JSON', async () => {
    const answer = await send({ 'x-amz-target': SIGNED['x-amz-target'], 'content-type': SIGNED['content-type'] });
    expect(answer).toMatchObject({ status: 403, type: 'application/x-amz-json-1.0' });
    expect(JSON.parse(answer.body)).toEqual({ __type: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' });
  });

  it('says what an incomplete signature lacks', async () => {
    const answer = await send({ ...SIGNED, authorization: 'AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/dynamodb/aws4_request' });
    expect(answer).toMatchObject({ status: 400, type: 'application/x-amz-json-1.0' });
    expect(JSON.parse(answer.body)).toEqual({
      __type: 'IncompleteSignatureException',
      message: "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter.",
    });
  });

  it.each([
    ['more than any operation takes', { body: JSON.stringify({ a: 'a'.repeat(17 * 1024 * 1024) }) }, 413, 'RequestEntityTooLargeException'],
    ['no UTF-8', { body: Buffer.from('{"a":"\xff"}', 'latin1') }, 400, 'SerializationException'],
    ['a byte order mark', { body: '\ufeff{}' }, 400, 'SerializationException'],
    ['another method', { method: 'PUT' }, 400, 'UnknownOperationException'],
  ])('refuses %s', async (_, how, status, type) => {
    const answer = await send(SIGNED, how);
    expect(answer).toMatchObject({ status, type: 'application/x-amz-json-1.0' });
    expect(JSON.parse(answer.body)).toMatchObject({ __type: type });
  });

  it('refuses what is not said to be JSON', async () => {
    const answer = await send({ ...SIGNED, 'content-type': 'text/plain' });
    expect(JSON.parse(answer.body)).toMatchObject({ __type: 'UnknownOperationException' });
    await expect(send({ ...SIGNED, 'content-type': 'application/JSON; charset=utf-8' })).resolves.toMatchObject({ status: 200 });
  });

  it('refuses an unsigned request without a target in the form of S3', async () => {
    const answer = await send({}, { method: 'GET', path: '/frames/a.jpg' });
    expect(answer).toMatchObject({ status: 403, type: 'application/xml' });
    expect(answer.body).toContain('<Code>AccessDenied</Code>');
  });

  it('names the service that it does not serve', async () => {
    const answer = await send({ ...SIGNED, authorization: SIGNED.authorization.replace('dynamodb', 'sqs') });
    expect(JSON.parse(answer.body)).toMatchObject({ __type: 'UnrecognizedClientException', message: expect.stringContaining('sqs') });
  });

  it('has no fault route unless it was started with one', async () => {
    await expect(send({}, { method: 'PUT', path: '/_faults', body: '[]' })).resolves.toMatchObject({ status: 403 });
  });
});

describe('the safety of the loopback endpoint', () => {
  it.each(['127.0.0.1', '127.0.0.1:4566', 'localhost', 'LOCALHOST:4566', '[::1]:4566', 'sync-127.0.0.1:4566', 'sync-localhost', 'frames.localhost:4566', 'frames.127.0.0.1'])('answers the host %s', async (host) => {
    await expect(send({ ...SIGNED, host })).resolves.toMatchObject({ status: 200 });
  });

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'evillocalhost', '127.0.0.2', '[::2]', 'evil.example:127.0.0.1'])('refuses the host "%s"', async (host) => {
    const answer = await send({ ...SIGNED, host });
    expect(answer.status).toBe(403);
    expect(answer.body).toContain('Host');
  });

  it('refuses web pages, whatever they sign', async () => {
    await expect(send({ ...SIGNED, origin: 'http://127.0.0.1:4000' })).resolves.toMatchObject({ status: 403 });
    await expect(send({ ...SIGNED, 'sec-fetch-site': 'cross-site' })).resolves.toMatchObject({ status: 403 });
    await expect(send({ ...SIGNED, 'sec-fetch-site': 'none' })).resolves.toMatchObject({ status: 200 });
  });

  it('answers any host where that was asked for', async () => {
    const open = await createAwsEndpoint({ services: [tables([])], faults: false, host: '0.0.0.0', port: 0, allowAnyHost: true, onDefect });
    expect(open.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await expect(send({ ...SIGNED, host: 'proctor.example', origin: 'http://proctor.example' }, { url: open.url })).resolves.toMatchObject({ status: 200 });
    await open.close();
  });

  it('closes connections that are kept alive, and those under way', async () => {
    let started: () => void;
    const underWay = new Promise<void>((resolve) => { started = resolve; });
    const stuck = createJsonService({ signingName: 'dynamodb', targetPrefix: 'DynamoDB_20120810', jsonVersion: '1.0', onDefect, operations: { ListTables: () => { started(); return new Promise(() => undefined); } } });
    const closing = await createAwsEndpoint({ services: [stuck], faults: false, host: '127.0.0.1', port: 0, onDefect });
    const pending = expect(send(SIGNED, { url: closing.url })).rejects.toMatchObject({ code: 'ECONNRESET' });
    await underWay;
    await closing.close();
    await pending;
  });
});
