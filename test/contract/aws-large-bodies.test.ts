import { afterEach, expect, it } from '@jest/globals';
import { ByteBudget } from '../../local/aws/byte-budget.ts';
import { createAwsEndpoint, type AwsEndpoint } from '../../local/aws/endpoint.ts';
import { createJsonService } from '../../local/aws/json-service.ts';
import { waitUntil } from '../helpers/wait-until.ts';

const MIB = 1024 * 1024;
const HEADERS = { authorization: 'AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/rekognition/aws4_request, SignedHeaders=host, Signature=00', 'x-amz-target': 'RekognitionService.DetectFaces', 'content-type': 'application/x-amz-json-1.1' };

let endpoint: AwsEndpoint;
afterEach(() => endpoint.close());

/** Answers when it is told to; knows how many requests it has at once. */
async function startService() {
  const { promise: open, resolve: answerAll } = Promise.withResolvers<object>();
  const begun = { large: 0, small: 0 };
  const detectFaces = (input: Record<string, unknown>): Promise<object> | object => {
    if (input.bytes === undefined) return { small: (begun.small += 1) };
    begun.large += 1;
    return open;
  };
  const onDefect = (operation: string, error: unknown): never => { throw new Error(operation, { cause: error }); };
  const service = createJsonService({ signingName: 'rekognition', targetPrefix: 'RekognitionService', jsonVersion: '1.1', operations: { DetectFaces: detectFaces }, onDefect, holdsBodies: true, largeBodies: new ByteBudget(5 * MIB) });
  endpoint = await createAwsEndpoint({ services: [service], faults: false, host: '127.0.0.1', port: 0, onDefect });
  return { begun, answerAll: () => { answerAll({}); } };
}

const send = (body: string): Promise<Response> => fetch(endpoint.url, { method: 'POST', headers: HEADERS, body });
const large = JSON.stringify({ bytes: 'a'.repeat(2 * MIB) });

it('has no more large bodies in memory at once than the budget allows, answers all in the end, and small requests meanwhile', async () => {
  const { begun, answerAll } = await startService();
  const answers = Array.from({ length: 7 }, () => send(large));
  await waitUntil(() => begun.large === 2, 30_000);
  const small = await Promise.all(Array.from({ length: 5 }, () => send('{}')));
  expect(small.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(begun).toEqual({ large: 2, small: 5 });
  answerAll();
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(new Array(7).fill(200));
  expect(begun.large).toBe(7);
});

it('gives the place of a client that has gone to the next one', async () => {
  const { begun, answerAll } = await startService();
  const abort = new AbortController();
  const gone = [1, 2, 3].map(() => fetch(endpoint.url, { method: 'POST', headers: HEADERS, body: large, signal: abort.signal }));
  await waitUntil(() => begun.large === 2, 30_000);
  const next = send(large);
  abort.abort();
  await Promise.all(gone.map((each) => expect(each).rejects.toThrow()));
  answerAll();
  expect((await next).status).toBe(200);
});
