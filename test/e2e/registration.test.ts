import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import type { SampleTest } from '../../domain/sample-tests.ts';
import type { ApiCall, ApiResponse, Instance } from '../helpers/instance.ts';
import { portrait, type PortraitName } from '../helpers/portraits.ts';
import { contradictions, forgetPerson, leftBehind, registrationState } from '../helpers/registration-state.ts';
import { scene, type SceneName } from '../helpers/scenes.ts';
import { useInstance } from '../helpers/use-instance.ts';
import { waitUntil } from '../helpers/wait-until.ts';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** On a busy machine. */
const PATIENCE_MS = 120_000;

interface RegistrationAnswer {
  registrationId: string;
  externalImageId: string;
  faceId: string;
}

let invigil: Instance;

useInstance((started) => { invigil = started; });

/** Posts, and waits for a registration that is answered with 202. */
async function post(path: string, body: Record<string, unknown>, headers: ApiCall['headers'] = {}): Promise<ApiResponse> {
  const answer = await invigil.call(path, { as: 'admin', body, headers });
  if (answer.status !== 202) return answer;
  const location = answer.headers.get('location')?.replace(/^\/api/, '') ?? '';
  let last = answer;
  await waitUntil(async () => {
    last = await invigil.call(location, { as: 'admin', method: 'GET' });
    return (last.body as { status: string }).status !== 'RUNNING';
  }, PATIENCE_MS);
  const { status, error, ...rest } = last.body as { status: string; error?: { code: string } };
  return { ...last, status: status === 'SUCCEEDED' ? 201 : error?.code === 'UNAVAILABLE' ? 503 : error?.code === 'PHOTO_REFUSED' ? 422 : 409, body: error === undefined ? rest : { error } };
}

async function register(image: Buffer, fullName: string, rest: Record<string, unknown> = {}, headers: ApiCall['headers'] = {}): Promise<ApiResponse> {
  return post('/registrations', { image: image.toString('base64'), fullName, ...rest }, headers);
}

/** The person's photo in another file. */
async function reencoded(name: SceneName, quality: number): Promise<Buffer> {
  return sharp(await scene(name)).jpeg({ quality }).toBuffer();
}

async function recognise(name: SceneName): Promise<SampleTest | undefined> {
  const { body } = await invigil.call('/process', { body: { image: (await scene(name)).toString('base64') } });
  return (body as SampleTest[])[2];
}

async function rowOf(externalImageId: string) {
  return (await registrationState(invigil)).rows.find((row) => row.externalImageId === externalImageId);
}

let ada: string;

describe('POST /faces/index', () => {
  it('keeps the contract of the sample: a person is known on another photo, and nobody else is', async () => {
    expect(await recognise('personAElsewhere')).toEqual({ TestName: 'Person Recognition', Success: false, Details: '0' });
    const { status, body } = await invigil.call('/faces/index', { as: 'admin', body: { image: (await scene('personA')).toString('base64'), fullName: '  Ada Lovelace ' } });
    expect([status, body]).toEqual([200, { ExternalImageId: expect.stringMatching(UUID_V4) }]);
    ada = (body as { ExternalImageId: string }).ExternalImageId;

    expect(await recognise('personAElsewhere')).toEqual({ TestName: 'Person Recognition', Success: true, Details: 'Ada Lovelace' });
    for (const other of ['personB', 'personC', 'personD'] as const) expect(await recognise(other)).toMatchObject({ Success: false, Details: '0' });

    const { faces, rows, photoKeys } = await registrationState(invigil);
    expect(faces).toEqual([{ faceId: expect.any(String), externalImageId: ada }]);
    expect(rows).toMatchObject([{ externalImageId: ada, fullName: 'Ada Lovelace', state: 'registered', faceIds: [faces[0]?.faceId] }]);
    expect(photoKeys).toEqual([expect.stringContaining(`photos/${ada}/`)]);
  });

  it.each(['candidate', 'auditor'] as const)('is closed to the group %s', async (as) => {
    for (const path of ['/faces/index', '/registrations', `/faces/${ada}/photos`]) {
      expect(await invigil.call(path, { as, body: { image: 'x', fullName: 'x' } })).toMatchObject({ status: 403, body: { error: { code: 'FORBIDDEN' } } });
    }
  });

  it.each([
    [{ fullName: '' }, 'fullName'],
    [{ fullName: '   ' }, 'fullName'],
    [{ fullName: 'x'.repeat(201) }, 'fullName'],
    [{ fullName: 'a\u0000b' }, 'fullName'],
    [{ fullName: 'Ada \ud83d' }, 'fullName'],
    [{ fullName: 'Ada \u202eecalevoL' }, 'fullName'],
    [{ fullName: 7 }, 'fullName'],
    [{}, 'fullName'],
    [{ fullName: 'Ada', externalId: ' ' }, 'externalId'],
    [{ fullName: 'Ada', externalId: 'x'.repeat(201) }, 'externalId'],
    [{ fullName: 'Ada', override: {} }, 'override.reason'],
    [{ fullName: 'Ada', override: { reason: ' ' } }, 'override.reason'],
    [{ fullName: 'Ada', override: { reason: 'Twins.', of: ['Ada'] } }, 'override.of.0'],
  ])('refuses %j, as POST /registrations does', async (body, field) => {
    const image = (await scene('personA')).toString('base64');
    for (const path of 'externalId' in body || 'override' in body ? ['/registrations'] : ['/registrations', '/faces/index']) {
      expect(await invigil.call(path, { as: 'admin', body: { image, ...body } })).toMatchObject({ status: 422, body: { error: { code: 'INVALID_REQUEST', field } } });
    }
  });
});

describe('a photo', () => {
  it.each<[string, () => Promise<Buffer>, string[]]>([
    ['of nobody', () => scene('nobody'), ['NO_FACE faceCount']],
    ['of two people', () => scene('twoPeople'), ['SEVERAL_FACES faceCount']],
    ...(
      [
        ['small', ['FACE_TOO_SMALL faceSidePx']],
        ['dark', ['BLURRED sharpnessPercent', 'TOO_DARK brightnessPercent']],
        ['bright', ['TOO_BRIGHT brightnessPercent']],
        ['tilted', ['TURNED_AWAY rollDegrees']],
        ['aside', ['TURNED_AWAY yawDegrees']],
        ['down', ['TURNED_AWAY pitchDegrees']],
        ['eyesClosed', ['EYES_CLOSED confidencePercent']],
        ['masked', ['FACE_COVERED confidencePercent']],
        ['sunglasses', ['SUNGLASSES confidencePercent']],
      ] as [PortraitName, string[]][]
    ).map(([name, reasons]): [string, () => Promise<Buffer>, string[]] => [`that is ${name}`, () => portrait(name), reasons]),
  ])('%s is refused with its reason, and nothing is kept of it', async (_, make, expected) => {
    const before = await registrationState(invigil);
    const { status, body } = await register(await make(), 'Nobody Inparticular');
    const { error } = body as { error: { code: string; field: string; reasons: { code: string; quantity: string; measured: number; limit: number; message: string }[] } };
    expect([status, error.code, error.field]).toEqual([422, 'PHOTO_REFUSED', 'image']);
    expect(error.reasons.map(({ code, quantity }) => `${code} ${quantity}`)).toEqual(expected);
    for (const { measured, limit, message } of error.reasons) expect([typeof measured, typeof limit, message]).toEqual(['number', 'number', expect.stringMatching(/^[A-Z0-9].*\.$/)]);
    expect(await registrationState(invigil)).toEqual(before);
  });

  it('with much wrong about it is refused with every reason at once', async () => {
    const { body } = await register(await portrait('hopeless'), 'Nobody Inparticular');
    const codes = (body as { error: { reasons: { code: string }[] } }).error.reasons.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['BLURRED', 'TOO_DARK', 'TURNED_AWAY']));
  });

  it('with blur is refused', async () => {
    const refusals = async (name: PortraitName) => ((await register(await portrait(name), 'Nobody Inparticular')).body as { error: { reasons: { code: string }[] } }).error.reasons.map(({ code }) => code);
    expect(await refusals('blurred')).toContain('BLURRED');
  });

  it('that is refused is told to show somebody who is registered', async () => {
    expect(await register(await portrait('bright'), 'Somebody Else')).toMatchObject({
      status: 422,
      body: { error: { code: 'PHOTO_REFUSED', reasons: [{ code: 'TOO_BRIGHT' }], duplicates: [{ externalImageId: ada, fullName: 'Ada Lovelace', similarityPercent: expect.any(Number) }] } },
    });
  });

  it.each<[PortraitName, string]>([
    ['upright', 'once it is turned upright'],
    ['inBackground', 'with somebody much smaller in the background'],
  ])('that is %s passes, %s, and is known for whose it is', async (name) => {
    expect(await register(await portrait(name), 'Somebody Else')).toMatchObject({
      status: 409,
      body: { error: { code: 'FACE_ALREADY_REGISTERED', field: 'image', message: expect.stringContaining('Ada Lovelace'), duplicates: [{ externalImageId: ada, fullName: 'Ada Lovelace', similarityPercent: expect.any(Number) }] } },
    });
  });
});

describe('POST /registrations', () => {
  it('answers who was registered, and for whom the external id is kept', async () => {
    const { status, body } = await register(await scene('personB'), 'Grace Hopper', { externalId: ' Grace@Example.org' });
    const answer = body as RegistrationAnswer;
    expect([status, body]).toEqual([201, { registrationId: expect.any(String), externalImageId: expect.any(String), faceId: expect.any(String), quality: expect.objectContaining({ faceSidePx: expect.any(Number), yawDegrees: expect.any(Number) }) }]);
    expect(await invigil.call(`/registrations/${answer.registrationId}`, { as: 'admin', method: 'GET' })).toMatchObject({ status: 200, body: { status: 'SUCCEEDED', ...answer } });
    expect(await rowOf(answer.externalImageId)).toMatchObject({ fullName: 'Grace Hopper', externalId: 'grace@example.org', state: 'registered' });
    const before = await registrationState(invigil);
    expect(await register(await scene('personC'), 'Another Grace', { externalId: 'GRACE@example.org ' })).toMatchObject({ status: 409, body: { error: { code: 'EXTERNAL_ID_TAKEN', field: 'externalId' } } });
    expect(await registrationState(invigil)).toEqual(before);
  });

  it('says how a registration failed', async () => {
    const key = { 'Idempotency-Key': 'fails' };
    expect((await register(await scene('nobody'), 'Nobody', {}, key)).status).toBe(422);
    const { body } = await invigil.call('/executions?machine=register-face', { as: 'auditor', method: 'GET' });
    const [{ name } = { name: '' }] = (body as { items: { name: string }[] }).items;
    expect(await invigil.call(`/registrations/${name}`, { as: 'admin', method: 'GET' })).toMatchObject({ status: 200, body: { registrationId: name, status: 'FAILED', error: { code: 'PHOTO_REFUSED', reasons: [{ code: 'NO_FACE' }] } } });
    expect(await invigil.call('/registrations/unknown', { as: 'admin', method: 'GET' })).toMatchObject({ status: 404, body: { error: { code: 'NOT_FOUND' } } });
  });

  it('registers twenty identical requests with one key once, and answers all alike', async () => {
    const image = await scene('personC');
    const answers = await Promise.all(Array.from({ length: 20 }, () => register(image, 'Caroline Herschel', {}, { 'Idempotency-Key': 'caroline' })));
    for (const { status, body } of answers) expect([status, body]).toEqual([201, answers[0]?.body]);
    expect((await registrationState(invigil)).rows.filter(({ fullName }) => fullName === 'Caroline Herschel')).toHaveLength(1);
    expect(await register(image, 'Caroline Herschel', {}, { 'Idempotency-Key': 'caroline' })).toMatchObject({ status: 201, body: answers[0]?.body });
    expect(await register(image, 'Another Name', {}, { 'Idempotency-Key': 'caroline' })).toMatchObject({ status: 409, body: { error: { code: 'IDEMPOTENCY_KEY_REUSED' } } });
  }, PATIENCE_MS);

  it("registers one of twenty requests at once with one person's photo", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, async (_, n) => register(await reencoded('personD', 60 + n), `Candidate ${n}`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
    const { externalImageId } = answers.find(({ status }) => status === 201)?.body as RegistrationAnswer;
    const state = await registrationState(invigil);
    expect(state.rows.filter(({ fullName }) => fullName.startsWith('Candidate'))).toMatchObject([{ externalImageId, state: 'registered' }]);
    expect([contradictions(state), leftBehind(state)]).toEqual([[], []]);
  }, PATIENCE_MS);

  it('registers a twin where an administrator says why, and notes whom the face resembles', async () => {
    const { status, body } = await register(await reencoded('personD', 80), 'Twin', { override: { reason: 'Twin of the candidate.' } });
    expect(status).toBe(201);
    expect(await rowOf((body as RegistrationAnswer).externalImageId)).toMatchObject({ override: { reason: 'Twin of the candidate.', duplicates: [{ externalImageId: expect.any(String), similarityPercent: expect.any(Number) }] } });
  });
});

describe('twins', () => {
  let ids: string[] = [];

  it('are registered once where an administrator says of whom they are one, also when they say it three times at once', async () => {
    const first = await register(await scene('personF'), 'First twin');
    const override = { reason: 'Twins.', of: [(first.body as RegistrationAnswer).externalImageId] };
    const answers = await Promise.all([70, 80, 90].map(async (quality) => register(await reencoded('personF', quality), `Twin ${quality}`, { override })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    ids = [first, answers.find(({ status }) => status === 201)].map((answer) => (answer?.body as RegistrationAnswer).externalImageId);
    expect(await rowOf(ids[1] ?? '')).toMatchObject({ override: { duplicates: [{ externalImageId: ids[0] }] } });
  }, PATIENCE_MS);

  it('each get further photos', async () => {
    for (const [n, id] of ids.entries()) {
      const image = (await reencoded('personF', 60 + n)).toString('base64');
      expect(await post(`/faces/${id}/photos`, { image })).toMatchObject({ status: 201, body: { externalImageId: id } });
    }
  });
});

describe('POST /faces/{id}/photos', () => {
  it('adds a photo of the person, and answers the same photo as it is', async () => {
    const image = (await portrait('upright')).toString('base64');
    const { status, body } = await post(`/faces/${ada}/photos`, { image });
    expect([status, body]).toMatchObject([201, { externalImageId: ada, faceId: expect.any(String) }]);
    expect(await rowOf(ada)).toMatchObject({ faceIds: [expect.any(String), (body as RegistrationAnswer).faceId], photos: [{}, { faceId: (body as RegistrationAnswer).faceId }] });
    expect(await post(`/faces/${ada}/photos`, { image })).toMatchObject({ status: 201, body: body as object });
    expect((await rowOf(ada))?.faceIds).toHaveLength(2);
  });

  it.each<[string, () => Promise<Buffer>, object]>([
    ['somebody who is registered', () => reencoded('personB', 80), { status: 409, body: { error: { code: 'FACE_ALREADY_REGISTERED', duplicates: [{ fullName: 'Grace Hopper' }] } } }],
    ['somebody else', () => scene('personE'), { status: 422, body: { error: { code: 'PHOTO_REFUSED', reasons: [{ code: 'OTHER_PERSON', quantity: 'similarityPercent', measured: expect.any(Number), limit: 80 }] } } }],
    ['nobody', () => scene('nobody'), { status: 422, body: { error: { code: 'PHOTO_REFUSED', reasons: [{ code: 'NO_FACE' }] } } }],
  ])('refuses a photo of %s, and leaves the person as they were', async (_, make, expected) => {
    const before = await registrationState(invigil);
    expect(await post(`/faces/${ada}/photos`, { image: (await make()).toString('base64') })).toMatchObject(expected);
    expect(await registrationState(invigil)).toEqual(before);
  });

  it.each(['unknown', 'externalId#grace@example.org'])('knows nobody of the id %s', async (id) => {
    expect(await post(`/faces/${encodeURIComponent(id)}/photos`, { image: (await scene('personA')).toString('base64') })).toMatchObject({ status: 404, body: { error: { code: 'NOT_FOUND' } } });
  });
});

describe('a fault', () => {
  it.each([
    { service: 'rekognition', operation: 'IndexFaces', kind: 'error', times: 1 },
    { service: 'dynamodb', operation: 'DeleteItem', kind: 'drop', times: 2 },
    { service: 's3', operation: 'PutObject', kind: 'drop', times: 2 },
    { service: 'states', operation: 'StartExecution', kind: 'drop', times: 3 },
  ])('of %j leaves nothing behind, and the same key repeated registers', async (fault) => {
    const key = { 'Idempotency-Key': JSON.stringify(fault).replaceAll(' ', '') };
    await invigil.inject(fault, ...(fault.operation === 'DeleteItem' ? [{ service: 'rekognition', operation: 'SearchFaces', kind: 'error', times: 5 }] : []));
    const image = await scene('personE');
    try {
      const first = await register(image, 'Hedy Lamarr', {}, key);
      expect([201, 503]).toContain(first.status);
    } finally {
      await invigil.inject();
    }
    const { status, body } = await register(image, 'Hedy Lamarr', {}, key);
    expect(status).toBe(201);
    const state = await registrationState(invigil);
    expect([contradictions(state), leftBehind(state)]).toEqual([[], []]);
    await forgetPerson(invigil, (body as RegistrationAnswer).externalImageId);
  }, PATIENCE_MS);
});
