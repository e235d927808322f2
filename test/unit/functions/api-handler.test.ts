import { describe, expect, it, jest } from '@jest/globals';
import { z } from 'zod';
import { PhotoRefusedError, ThrottledError } from '../../../domain/errors.ts';
import { apiHandler } from '../../../functions/shared/http/api-handler.ts';
import { MAX_IMAGE_BYTES } from '../../../functions/shared/image/received-image.ts';
import { FrameSchema } from '../../../functions/shared/schemas.ts';
import { apiEvent, lambdaContext } from '../../helpers/api-event.ts';

interface ErrorBody {
  error: { code: string; message: string; requestId: string; field?: string; reasons?: unknown[] };
}

async function call(event: Parameters<typeof apiEvent>[0], handle: () => Promise<never> | Promise<{ statusCode: number; body: unknown }> = async () => Promise.resolve({ statusCode: 200, body: 'done' })) {
  const handler = apiHandler({ groups: ['admin', 'candidate'], body: FrameSchema }, handle);
  const result = await handler(apiEvent(event), lambdaContext);
  return { status: result.statusCode, headers: result.headers ?? {}, body: JSON.parse(result.body) as unknown };
}

const tooLarge = Buffer.alloc(MAX_IMAGE_BYTES + 1).toString('base64');

describe('apiHandler', () => {
  it('hands the parsed body and the caller to the handler', async () => {
    const handler = apiHandler({ groups: ['candidate'], body: z.object({ image: z.string() }) }, async ({ body, caller }) => Promise.resolve({ statusCode: 201, body: { got: body.image, groups: caller.groups } }));
    const result = await handler(apiEvent({ body: '{"image":"x"}', groups: ['candidate', 'stranger'], headers: { 'Content-Type': 'text/plain' } }), lambdaContext);
    expect(result).toMatchObject({ statusCode: 201, headers: { 'Access-Control-Allow-Origin': '*' } });
    expect(JSON.parse(result.body)).toEqual({ got: 'x', groups: ['candidate'] });
  });

  it.each([
    ['nobody’s group', { groups: [], body: 'not json' }, 403, 'FORBIDDEN', undefined],
    ['another group', { groups: ['auditor'], body: JSON.stringify({ image: tooLarge }) }, 403, 'FORBIDDEN', undefined],
    ['a body no image needs', { body: `{${' '.repeat(6_000_000)}` }, 413, 'IMAGE_TOO_LARGE', 'image'],
    ['no body', { body: null }, 400, 'MALFORMED_JSON', undefined],
    ['an empty body', { body: '' }, 400, 'MALFORMED_JSON', undefined],
    ['broken JSON', { body: '{"image":' }, 400, 'MALFORMED_JSON', undefined],
    ['an image too large beside a wrong field', { body: JSON.stringify({ image: tooLarge, capturedAt: 7 }) }, 413, 'IMAGE_TOO_LARGE', 'image'],
    ['a list', { body: '[]' }, 422, 'INVALID_REQUEST', undefined],
    ['no image', { body: '{}' }, 422, 'INVALID_REQUEST', 'image'],
    ['an image that is no text', { body: '{"image":1}' }, 422, 'INVALID_REQUEST', 'image'],
    ['a wrong time', { body: '{"image":"x","capturedAt":"yesterday"}' }, 422, 'INVALID_REQUEST', 'capturedAt'],
    ['a session that is no text', { body: '{"image":"x","sessionId":{}}' }, 422, 'INVALID_REQUEST', 'sessionId'],
    ['a polluted prototype', { body: '{"__proto__":{"image":"x"}}' }, 400, 'MALFORMED_JSON', undefined],
  ])('refuses %s', async (_, event, status, code, field) => {
    const handle = jest.fn(async () => Promise.resolve({ statusCode: 200, body: null }));
    const answer = await call(event, handle);
    expect(answer).toMatchObject({ status, headers: { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/json; charset=utf-8' } });
    const { error } = answer.body as ErrorBody;
    expect(error).toMatchObject({ code, requestId: 'request-1' });
    expect(error.field).toBe(field);
    expect(handle).not.toHaveBeenCalled();
  });

  it('answers reasons, and when to come back', async () => {
    const reasons = [{ code: 'NO_FACE' as const, quantity: 'faceCount' as const, measured: 0, limit: 1, message: 'No face.' }];
    expect((await call({ body: '{"image":"x"}' }, async () => Promise.reject(new PhotoRefusedError(reasons)))).body).toMatchObject({ error: { code: 'PHOTO_REFUSED', reasons } });
    expect(await call({ body: '{"image":"x"}' }, async () => Promise.reject(new ThrottledError('Slow down.')))).toMatchObject({ status: 429, headers: { 'Retry-After': '1' } });
  });

  it.each([
    ['a defect', new TypeError('secret detail'), 500, 'INTERNAL'],
    ['an AWS error', Object.assign(new Error('secret detail'), { name: 'InternalServerError', $metadata: {} }), 503, 'UNAVAILABLE'],
    ['throttling by AWS', Object.assign(new Error('secret detail'), { name: 'ThrottlingException', $metadata: {} }), 429, 'THROTTLED'],
    ['a lost connection', Object.assign(new Error('secret detail'), { code: 'ECONNRESET' }), 503, 'UNAVAILABLE'],
  ])('tells nothing of %s', async (_, error, status, code) => {
    const answer = await call({ body: '{"image":"x"}' }, async () => Promise.reject(error));
    expect(answer).toMatchObject({ status, body: { error: { code } } });
    expect(JSON.stringify(answer)).not.toContain('secret');
  });
});
