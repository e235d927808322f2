/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { createApiClient } from '../../../frontend/api/client.ts';
import { postVerdict } from '../../../frontend/api/verdicts.ts';
import { NetworkError, SignedOutError } from '../../../frontend/api/api-error.ts';

interface Asked {
  url: string;
  init: RequestInit;
}

function setUp(answer: () => Response | Promise<Response>) {
  const asked: Asked[] = [];
  let refusals = 0;
  const api = createApiClient({
    baseUrl: '/api',
    idToken: () => Promise.resolve('token'),
    onUnauthenticated: () => { refusals += 1; },
    fetch: (url, init) => {
      asked.push({ url: url as string, init: init ?? {} });
      return Promise.resolve(answer());
    },
  });
  return { api, asked, refusals: () => refusals };
}

const errorAnswer = (status: number, error: Record<string, unknown>, headers: Record<string, string> = {}): Response => new Response(JSON.stringify({ error }), { status, headers });

describe('a request to the API', () => {
  it('carries the ID token and asks no cache', async () => {
    const { api, asked } = setUp(() => new Response('{"version":"p"}'));
    expect(await api.json('/policy')).toEqual({ version: 'p' });
    expect(asked).toEqual([{ url: '/api/policy', init: expect.objectContaining({ method: 'GET', cache: 'no-store', headers: { authorization: 'Bearer token' } }) }]);
  });

  it('leaves out what is not asked for, and encodes the rest', async () => {
    const { api, asked } = setUp(() => new Response('{}'));
    await api.json('/faces', { query: { query: 'Zoë & co', cursor: null, from: '' } });
    expect(asked[0]?.url).toBe('/api/faces?query=Zo%C3%AB+%26+co');
  });

  it('sends a frame of no exam with its time, its key and what was agreed to before it', async () => {
    const { api, asked } = setUp(() => new Response('{}'));
    await postVerdict(api, { image: 'data:image/jpeg;base64,AA==', capturedAt: new Date('2026-03-01T10:00:00Z'), sessionId: null, consentVersion: 'v-1', idempotencyKey: 'k' });
    expect(asked[0]).toEqual({
      url: '/api/verdicts',
      init: expect.objectContaining({
        method: 'POST',
        headers: { authorization: 'Bearer token', 'content-type': 'application/json', 'idempotency-key': 'k' },
        body: '{"image":"data:image/jpeg;base64,AA==","capturedAt":"2026-03-01T10:00:00.000Z","consentVersion":"v-1"}',
      }),
    });
  });

  it('sends a frame of an exam with its session', async () => {
    const { api, asked } = setUp(() => new Response('{}'));
    await postVerdict(api, { image: 'data:image/jpeg;base64,AA==', capturedAt: new Date('2026-03-01T10:00:00Z'), sessionId: 's-1', consentVersion: 'v-1', idempotencyKey: 'k' });
    expect(JSON.parse(asked[0]?.init.body as string)).toEqual({ image: 'data:image/jpeg;base64,AA==', capturedAt: '2026-03-01T10:00:00.000Z', sessionId: 's-1' });
  });
});

describe('an answer that is an error', () => {
  it('is one with all that the API says', async () => {
    const reasons = [{ code: 'NO_FACE', measured: 0, limit: 1, message: 'No face.' }];
    const { api } = setUp(() => errorAnswer(422, { code: 'PHOTO_REFUSED', message: 'No face.', requestId: 'r-1', field: 'image', reasons }));
    await expect(api.json('/faces/index')).rejects.toMatchObject({ name: 'ApiError', status: 422, code: 'PHOTO_REFUSED', message: 'No face.', requestId: 'r-1', field: 'image', reasons, retryAfterSeconds: null });
  });

  it('says when to come back', async () => {
    const { api } = setUp(() => errorAnswer(429, { code: 'THROTTLED', message: 'Busy.', requestId: 'r-1' }, { 'retry-after': '2' }));
    await expect(api.json('/x')).rejects.toMatchObject({ code: 'THROTTLED', retryAfterSeconds: 2 });
  });

  it.each([
    [502, 'UNAVAILABLE'],
    [404, 'NOT_FOUND'],
    [413, 'IMAGE_TOO_LARGE'],
    [418, 'INVALID_REQUEST'],
  ])('of something before the API, with status %d, is %s', async (status, code) => {
    const { api } = setUp(() => new Response('<html>', { status, headers: { 'x-amzn-requestid': 'r-2' } }));
    await expect(api.json('/x')).rejects.toMatchObject({ name: 'ApiError', code, requestId: 'r-2' });
  });

  it('of a token that is refused even after its renewal ends the session', async () => {
    const { api, asked, refusals } = setUp(() => errorAnswer(401, { code: 'UNAUTHENTICATED', message: '', requestId: 'r' }));
    await expect(api.json('/x')).rejects.toBeInstanceOf(SignedOutError);
    expect([asked.length, refusals()]).toEqual([2, 1]);
  });
});

describe('no answer', () => {
  it('is told apart from an error', async () => {
    const { api } = setUp(() => Promise.reject(new TypeError('Failed to fetch')));
    await expect(api.json('/x')).rejects.toBeInstanceOf(NetworkError);
  });

  it('is also one that broke off', async () => {
    const { api } = setUp(() => new Response('{"a":'));
    await expect(api.json('/x')).rejects.toBeInstanceOf(NetworkError);
  });

  it('that was wanted is an abort', async () => {
    const stop = new AbortController();
    const { api } = setUp(() => {
      stop.abort();
      return Promise.reject(new DOMException('', 'AbortError'));
    });
    await expect(api.json('/x', { signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('is not even waited for when the token took too long', async () => {
    const stop = new AbortController();
    stop.abort();
    const { api, asked } = setUp(() => new Response('{}'));
    await expect(api.json('/x', { signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' });
    expect(asked).toEqual([]);
  });
});
