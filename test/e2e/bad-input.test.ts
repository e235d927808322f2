import { request } from 'node:http';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import sharp from 'sharp';
import type { Instance, ApiCall } from '../helpers/instance.ts';
import { scene } from '../helpers/scenes.ts';
import { useInstance } from '../helpers/use-instance.ts';

let invigil: Instance;
let portrait: Buffer;

useInstance((started) => { invigil = started; });

beforeAll(async () => {
  portrait = await scene('personB');
});

const tooLarge = Buffer.alloc(4 * 1024 * 1024 + 1, 7).toString('base64');
const small = async (width: number, height: number): Promise<string> => (await sharp({ create: { width, height, channels: 3, background: 'grey' } }).png().toBuffer()).toString('base64');

interface Case extends ApiCall {
  path: string;
  status: number;
  code: string;
  field?: string;
}

/** Each violates what comes later in the API's order too, where it can: the first one counts. */
const CASES: [string, () => Case | Promise<Case>][] = [
  ['no token, on an unknown route', () => ({ path: '/nowhere', as: null, status: 401, code: 'UNAUTHENTICATED' })],
  ['no token, with a broken body', () => ({ path: '/verdicts', as: null, body: '{', status: 401, code: 'UNAUTHENTICATED' })],
  ['a token that is none', () => ({ path: '/process', as: null, headers: { authorization: 'Bearer a.b.c' }, body: '{', status: 401, code: 'UNAUTHENTICATED' })],
  ['an unknown route', () => ({ path: '/nowhere/at/all', body: '{', status: 404, code: 'NOT_FOUND' })],
  ['another method', () => ({ path: '/verdicts', method: 'DELETE', status: 405, code: 'METHOD_NOT_ALLOWED' })],
  ['a group that may not', () => ({ path: '/faces/index', as: 'candidate', body: { image: tooLarge }, status: 403, code: 'FORBIDDEN' })],
  ['a request larger than a function takes', () => ({ path: '/verdicts', body: `{"image":"${'A'.repeat(7_000_000)}`, status: 413, code: 'IMAGE_TOO_LARGE' })],
  ['an image larger than 4 MiB', () => ({ path: '/verdicts', body: { image: tooLarge, sessionId: 7 }, status: 413, code: 'IMAGE_TOO_LARGE', field: 'image' })],
  ['broken JSON', () => ({ path: '/verdicts', body: '{"image":', status: 400, code: 'MALFORMED_JSON' })],
  ['no body', () => ({ path: '/verdicts', status: 400, code: 'MALFORMED_JSON' })],
  ['no image', () => ({ path: '/process', body: {}, status: 422, code: 'INVALID_REQUEST', field: 'image' })],
  ['an image that is no base64', () => ({ path: '/process', body: { image: 'läuft' }, status: 422, code: 'INVALID_REQUEST', field: 'image' })],
  ['a wrong field before a wrong image', () => ({ path: '/verdicts', body: { image: 'QUFB', capturedAt: 'now' }, status: 422, code: 'INVALID_REQUEST', field: 'capturedAt' })],
  ['a consent without a name', () => ({ path: '/verdicts', body: { image: 'QUFB', consentVersion: ' ' }, status: 422, code: 'INVALID_REQUEST', field: 'consentVersion' })],
  ['a time with too many digits', () => ({ path: '/verdicts', body: { image: 'QUFB', capturedAt: `2026-03-01T10:00:00.${'1'.repeat(100)}Z` }, status: 422, code: 'INVALID_REQUEST', field: 'capturedAt' })],
  ['a wrong Idempotency-Key before a wrong image', () => ({ path: '/verdicts', body: { image: 'QUFB' }, headers: { 'Idempotency-Key': 'two words' }, status: 422, code: 'INVALID_REQUEST', field: 'Idempotency-Key' })],
  ['a text file', () => ({ path: '/verdicts', body: { image: Buffer.from('hello, world').toString('base64') }, status: 415, code: 'UNSUPPORTED_IMAGE', field: 'image' })],
  ['a truncated JPEG', () => ({ path: '/verdicts', body: { image: portrait.subarray(0, portrait.length / 2).toString('base64') }, status: 415, code: 'UNSUPPORTED_IMAGE', field: 'image' })],
  ['a WebP', async () => ({ path: '/verdicts', body: { image: (await sharp(portrait).webp().toBuffer()).toString('base64') }, status: 415, code: 'UNSUPPORTED_IMAGE', field: 'image' })],
  ['an image too small', async () => ({ path: '/verdicts', body: { image: await small(79, 200) }, status: 422, code: 'INVALID_REQUEST', field: 'image' })],
  ['an image too wide', async () => ({ path: '/verdicts', body: { image: await small(8_193, 80) }, status: 422, code: 'INVALID_REQUEST', field: 'image' })],
  ['an unknown session', () => ({ path: '/verdicts', body: { image: portrait.toString('base64'), sessionId: 'nobody’s' }, status: 404, code: 'NOT_FOUND', field: 'sessionId' })],
  ['a wrong Idempotency-Key', () => ({ path: '/verdicts', body: { image: portrait.toString('base64') }, headers: { 'Idempotency-Key': 'two words' }, status: 422, code: 'INVALID_REQUEST', field: 'Idempotency-Key' })],
];

describe('bad input', () => {
  it.each(CASES)('of %s is answered with its code and field, readable from any origin', async (_, make) => {
    const { path, status, code, field, ...call } = await make();
    const answer = await invigil.call(path, call);
    const { error } = answer.body as { error: Record<string, unknown> };
    expect({ status: answer.status, code: error.code, field: error.field }).toEqual({ status, code, field });
    expect(Object.keys(error).filter((key) => !['code', 'message', 'requestId', 'field', 'detail', 'parameters'].includes(key))).toEqual([]);
    expect(error.message).toEqual(expect.stringMatching(/\S/));
    expect(error.requestId).toEqual(expect.stringMatching(/\S/));
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('stores nothing', async () => {
    const documents = invigil.aws.dynamoDb();
    for (const table of ['Executions', 'Verdicts', 'Faces']) expect((await documents.send(new ScanCommand({ TableName: table }))).Items).toEqual([]);
    for (const bucket of ['frames', 'photos']) expect((await invigil.aws.s3().send(new ListObjectsV2Command({ Bucket: bucket }))).KeyCount ?? 0).toBe(0);
  });
});

describe('what is no bad input', () => {
  it('any Content-Type, repeated slashes, a data URL, a bare token', async () => {
    const token = await invigil.token('candidate');
    const response = await fetch(`${invigil.origin}/api//process`, {
      method: 'POST',
      headers: { authorization: token, 'content-type': 'text/plain' },
      body: JSON.stringify({ image: `data:image/jpeg;base64,${portrait.toString('base64')}` }),
    });
    expect(response.status).toBe(200);
  });

  it('a preflight without a token', async () => {
    const response = await fetch(`${invigil.origin}/api/verdicts`, { method: 'OPTIONS', headers: { origin: 'https://exam.example.org', 'access-control-request-method': 'POST' } });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-headers')).toMatch(/Authorization.*Idempotency-Key/);
  });

  it('the health check without a token', async () => {
    expect(await invigil.call('/health', { method: 'GET', as: null })).toMatchObject({ status: 200, body: { status: 'ok', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) } });
  });
});

describe('the web server', () => {
  it('answers under the names of this machine alone', async () => {
    // fetch does not let a caller choose the Host.
    const status = await new Promise((resolve, reject) => {
      request(`${invigil.origin}/config.json`, { headers: { host: 'invigil.attacker.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });

  it('tells the app where to sign in, and how long records are kept', async () => {
    const response = await fetch(`${invigil.origin}/config.json`);
    expect(await response.json()).toEqual({ issuer: `${invigil.origin}/issuer`, clientId: 'invigil-app', region: 'us-east-1', retentionDays: 180 });
  });
});
