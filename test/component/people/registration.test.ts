import { afterEach, describe, expect, it } from '@jest/globals';
import { ApiError, NetworkError } from '../../../frontend/api/api-error.ts';
import type { ApiClient, ApiRequest } from '../../../frontend/api/client.ts';
import RefusedPhoto from '../../../frontend/components/people/RefusedPhoto.vue';
import { useRegistration } from '../../../frontend/composables/useRegistration.ts';
import { toRegistrationFailure } from '../../../frontend/people/registration-failure.ts';
import type { Duplicate, PhotoRefusal } from '../../../domain/errors.ts';
import { inScope } from '../helpers/in-scope.ts';
import { mountPage } from '../helpers/mount-page.ts';

const disposals: (() => void)[] = [];
afterEach(() => { for (const dispose of disposals.splice(0)) dispose(); });

const PHOTO = new Blob(['a photo'], { type: 'image/jpeg' });
const NOW = new Date('2026-11-21T10:00:00.000Z');

function refusal(code: string, measured: number | null, limit: number | null, message = 'In the words of the server.', quantity?: string): PhotoRefusal {
  return { code, measured, limit, message, quantity } as PhotoRefusal;
}

function apiError(props: Partial<ConstructorParameters<typeof ApiError>[0]>): ApiError {
  return new ApiError({ status: 422, code: 'INVALID_REQUEST', message: 'Wrong.', requestId: 'r-1', ...props });
}

const WANTED = { fullName: 'Ada Lovelace', externalId: null, override: null };
const REGISTERED = { registrationId: 'reg-1', externalImageId: 'id-1', faceId: 'face-1', quality: {} };

function setUp(answer: (request: ApiRequest, path: string) => Promise<unknown>) {
  const requests: (ApiRequest & { path: string })[] = [];
  const api = {
    json: (path: string, request: ApiRequest) => {
      requests.push({ ...request, path });
      return answer(request, path);
    },
  } as unknown as ApiClient;
  let keys = 0;
  const { value: registration, dispose } = inScope(() => useRegistration(api, { now: () => NOW, newKey: () => `key-${(keys += 1)}`, pollMs: 0 }));
  disposals.push(dispose);
  return { registration, requests, keysSent: () => requests.map(({ headers }) => headers?.['idempotency-key']) };
}

describe('a registration', () => {
  it('sends the photo and who it is, and tells who was registered', async () => {
    const { registration, requests } = setUp(() => Promise.resolve(REGISTERED));
    const registering = registration.register(PHOTO, { ...WANTED, externalId: 'ada@example.org', override: { reason: 'twins', of: ['ada'] } });
    expect(registration.sending.value).toBe(true);
    await registering;
    expect(requests.map(({ path, body }) => [path, body])).toEqual([
      ['/registrations', { image: `data:image/jpeg;base64,${btoa('a photo')}`, fullName: 'Ada Lovelace', externalId: 'ada@example.org', override: { reason: 'twins', of: ['ada'] } }],
    ]);
    expect(registration.person.value).toEqual({
      externalImageId: 'id-1', fullName: 'Ada Lovelace', externalId: 'ada@example.org', state: 'registered', registeredAt: NOW.toISOString(), photoCount: 1, faceId: 'face-1',
    });
    expect(registration.sending.value).toBe(false);
  });

  it('is not begun twice', async () => {
    const { registration, requests } = setUp(() => Promise.resolve(REGISTERED));
    await Promise.all([registration.register(PHOTO, WANTED), registration.register(PHOTO, WANTED)]);
    expect(requests).toHaveLength(1);
  });

  it('that takes its time is asked for until it has ended, well or not', async () => {
    const states = [{ status: 'RUNNING', registrationId: 'reg-1' }, { status: 'RUNNING', registrationId: 'reg-1' }, { ...REGISTERED, status: 'SUCCEEDED' }];
    const slow = setUp(() => Promise.resolve(states.shift()));
    await slow.registration.register(PHOTO, WANTED);
    expect(slow.requests.map(({ path }) => path)).toEqual(['/registrations', '/registrations/reg-1', '/registrations/reg-1']);
    expect(slow.registration.person.value?.externalImageId).toBe('id-1');

    const ends = [{ status: 'RUNNING', registrationId: 'reg-2' }, { status: 'FAILED', registrationId: 'reg-2', error: { code: 'PHOTO_REFUSED', message: 'No.', field: 'image', reasons: [refusal('NO_FACE', 0, 1)] } }];
    const refused = setUp(() => Promise.resolve(ends.shift()));
    await refused.registration.register(PHOTO, WANTED);
    expect(refused.registration.failure.value).toMatchObject({ about: 'photo', reasons: [{ code: 'NO_FACE' }], requestId: 'reg-2' });
  });

  it('keeps its key for as long as the same is sent, so that it is not done twice, and takes another for another', async () => {
    const answers = [() => Promise.reject(new NetworkError(null)), () => Promise.reject(new NetworkError(null)), () => Promise.resolve(REGISTERED)];
    const { registration, keysSent } = setUp(() => answers.shift()?.() ?? Promise.reject(new Error('asked too often')));
    await registration.register(PHOTO, WANTED);
    await registration.register(PHOTO, { ...WANTED });
    await registration.register(PHOTO, { ...WANTED, fullName: 'Ada King' });
    expect(keysSent()).toEqual(['key-1', 'key-1', 'key-2']);
  });

  it('keeps why it failed until the next, which forgets it', async () => {
    const answers = [() => Promise.reject(new NetworkError(null)), () => Promise.resolve(REGISTERED)];
    const { registration } = setUp(() => answers.shift()?.() ?? Promise.reject(new Error('asked too often')));
    await registration.register(PHOTO, WANTED);
    expect(registration.failure.value).toMatchObject({ about: 'service' });
    await registration.register(PHOTO, WANTED);
    expect(registration.failure.value).toBeNull();
    expect(registration.person.value?.fullName).toBe('Ada Lovelace');
  });
});

describe('a failure', () => {
  it.each([
    ['a refused photo', apiError({ code: 'PHOTO_REFUSED', field: 'image', reasons: [refusal('NO_FACE', 0, 1)] }), 'photo'],
    ['a photo that is no picture', apiError({ status: 415, code: 'UNSUPPORTED_IMAGE', field: 'image' }), 'photo'],
    ['a name', apiError({ field: 'fullName' }), 'name'],
    ['an external id', apiError({ status: 409, code: 'EXTERNAL_ID_TAKEN', field: 'externalId' }), 'externalId'],
    ['a face of somebody else', apiError({ status: 409, code: 'FACE_ALREADY_REGISTERED', field: 'image' }), 'duplicate'],
    ['another field', apiError({ field: 'cursor' }), 'service'],
    ['the service', apiError({ status: 503, code: 'UNAVAILABLE' }), 'service'],
    ['the connection', new NetworkError(null), 'service'],
  ])('of %s is shown where it belongs', (_what, error, about) => {
    expect(toRegistrationFailure(error).about).toBe(about);
  });
});

describe('a refused photo', () => {
  function show(reasons: PhotoRefusal[], duplicates: Duplicate[] = []) {
    const told = { code: 'UNSUPPORTED_IMAGE', detail: 'imageDamaged', parameters: { format: 'PNG' }, message: 'Refused.' };
    return mountPage(RefusedPhoto, { props: { failure: { about: 'photo', told, reasons, duplicates, requestId: 'r-1' } } });
  }

  it.each([
    [refusal('NO_FACE', 0, 1), 'No face was found', 'from the front', '0 faces, 1 is needed'],
    [refusal('TOO_DARK', 9.24, 15), 'The face is too dark', 'a window or a lamp', 'Brightness 9.2 of 100, at least 15 is needed'],
    [refusal('TURNED_AWAY', 41, 30, '', 'yawDegrees'), 'turned to a side', 'straight at the camera', 'By 41°, at most 30° is allowed'],
    [refusal('TURNED_AWAY', 41, 30), 'turned away', 'straight at the camera', 'By 41°, at most 30° is allowed'],
  ])('says why, what to do, and what was measured: $code', (reason, title, help, measured) => {
    const notice = show([reason]);
    expect(notice.attributes('role')).toBe('alert');
    expect(notice.get('strong').text()).toContain(title);
    expect(notice.get('li').text()).toContain(help);
    expect(notice.get('li span').text()).toBe(measured);
    expect(notice.get('code').text()).toBe('r-1');
  });

  it('gives all reasons, and those that it has no words for in the server\'s', () => {
    const notice = show([refusal('LOW_QUALITY', null, null), refusal('UPSIDE_DOWN', 12.345, 40, 'The face is upside down.')]);
    const items = notice.findAll('li');
    expect(items.map((item) => item.find('strong').exists())).toEqual([true, false]);
    expect(items[0]?.find('span').exists()).toBe(false);
    expect(items[1]?.text()).toContain('The face is upside down.');
    expect(items[1]?.get('span').text()).toBe('Measured 12.3, limit 40');
  });

  it('names who is registered with the face already', () => {
    const ada = { externalImageId: 'ada', fullName: 'Ada Lovelace', similarityPercent: 97.5 };
    const notice = show([refusal('TOO_DARK', 9.24, 15)], [ada, { externalImageId: 'pending', fullName: null, similarityPercent: 91 }]);
    expect(notice.text()).toContain('Somebody who is registered is seen in it');
    expect(notice.get('a').attributes('href')).toBe('/people/ada');
    expect(notice.get('a').element.parentElement?.textContent).toBe('Ada Lovelace · 97.5% alike');
    expect(notice.text()).toContain('somebody whose registration is under way · 91% alike');
  });

  it('without reasons is told by the sentence', () => {
    expect(show([]).text()).toContain('The PNG picture is incomplete or damaged.');
  });
});
