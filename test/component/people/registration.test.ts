import { afterEach, describe, expect, it } from '@jest/globals';
import { ApiError, NetworkError } from '../../../frontend/api/api-error.ts';
import type { ApiClient, ApiRequest } from '../../../frontend/api/client.ts';
import RefusedPhoto from '../../../frontend/components/people/RefusedPhoto.vue';
import { useRegistration } from '../../../frontend/composables/useRegistration.ts';
import { toRegistrationFailure } from '../../../frontend/people/registration-failure.ts';
import type { PhotoRefusal } from '../../../domain/errors.ts';
import { inScope } from '../helpers/in-scope.ts';
import { mountPage } from '../helpers/mount-page.ts';

const disposals: (() => void)[] = [];
afterEach(() => { for (const dispose of disposals.splice(0)) dispose(); });

const PHOTO = new Blob(['a photo'], { type: 'image/jpeg' });
const NOW = new Date('2026-11-21T10:00:00.000Z');

function refusal(code: string, measured: number | null, limit: number | null, message = 'In the words of the server.'): PhotoRefusal {
  return { code, measured, limit, message } as PhotoRefusal;
}

function apiError(props: Partial<ConstructorParameters<typeof ApiError>[0]>): ApiError {
  return new ApiError({ status: 422, code: 'INVALID_REQUEST', message: 'Wrong.', requestId: 'r-1', ...props });
}

function setUp(answer: (request: ApiRequest) => Promise<unknown>) {
  const requests: ApiRequest[] = [];
  const api = {
    json: (_path: string, request: ApiRequest) => {
      requests.push(request);
      return answer(request);
    },
  } as unknown as ApiClient;
  const { value: registration, dispose } = inScope(() => useRegistration(api, { now: () => NOW }));
  disposals.push(dispose);
  return { registration, requests };
}

describe('a registration', () => {
  it('sends the photo and the name, and tells who was registered', async () => {
    const { registration, requests } = setUp(() => Promise.resolve({ ExternalImageId: 'id-1' }));
    const registering = registration.register(PHOTO, 'Ada Lovelace');
    expect(registration.sending.value).toBe(true);
    await registering;
    expect(requests.map(({ body }) => body)).toEqual([{ image: `data:image/jpeg;base64,${btoa('a photo')}`, fullName: 'Ada Lovelace' }]);
    expect(registration.person.value).toEqual({ externalImageId: 'id-1', fullName: 'Ada Lovelace', registeredAt: NOW.toISOString(), photoCount: 1 });
    expect(registration.sending.value).toBe(false);
  });

  it('is not begun twice', async () => {
    const { registration, requests } = setUp(() => Promise.resolve({ ExternalImageId: 'id-1' }));
    await Promise.all([registration.register(PHOTO, 'Ada'), registration.register(PHOTO, 'Ada')]);
    expect(requests).toHaveLength(1);
  });

  it('keeps why it failed until the next, which forgets it', async () => {
    const answers = [() => Promise.reject(new NetworkError(null)), () => Promise.resolve({ ExternalImageId: 'id-1' })];
    const { registration } = setUp(() => answers.shift()?.() ?? Promise.reject(new Error('asked too often')));
    await registration.register(PHOTO, 'Ada');
    expect(registration.failure.value).toMatchObject({ about: 'service' });
    await registration.register(PHOTO, 'Ada');
    expect(registration.failure.value).toBeNull();
    expect(registration.person.value?.fullName).toBe('Ada');
  });
});

describe('a failure', () => {
  it.each([
    ['a refused photo', apiError({ code: 'PHOTO_REFUSED', field: 'image', reasons: [refusal('NO_FACE', 0, 1)] }), 'photo'],
    ['a photo that is no picture', apiError({ status: 415, code: 'UNSUPPORTED_IMAGE', field: 'image' }), 'photo'],
    ['a name', apiError({ field: 'fullName' }), 'name'],
    ['another field', apiError({ field: 'cursor' }), 'service'],
    ['the service', apiError({ status: 503, code: 'UNAVAILABLE' }), 'service'],
    ['the connection', new NetworkError(null), 'service'],
  ])('of %s is shown where it belongs', (_what, error, about) => {
    expect(toRegistrationFailure(error).about).toBe(about);
  });
});

describe('a refused photo', () => {
  function show(reasons: PhotoRefusal[]) {
    return mountPage(RefusedPhoto, { props: { failure: { about: 'photo', message: 'Refused.', reasons, requestId: 'r-1' } } });
  }

  it.each([
    [refusal('NO_FACE', 0, 1), 'No face was found', 'from the front', 'NO_FACE, measured 0, limit 1'],
    [refusal('SEVERAL_FACES', 4, 1), 'Several faces were found: 4', 'this person alone', 'SEVERAL_FACES, measured 4, limit 1'],
    [refusal('LOW_QUALITY', null, null), 'not clear enough', 'sharper', 'LOW_QUALITY'],
  ])('says why and what to do: $code', (reason, title, help, small) => {
    const notice = show([reason]);
    expect(notice.attributes('role')).toBe('alert');
    expect(notice.get('strong').text()).toContain(title);
    expect(notice.get('li').text()).toContain(help);
    expect(notice.get('small').text()).toBe(small);
    expect(notice.get('code').text()).toBe('r-1');
  });

  it('gives all reasons, and those that it has no words for in the server\'s', () => {
    const notice = show([refusal('NO_FACE', 0, 1), refusal('TOO_DARK', 12.3456, 40, 'The face is too dark.')]);
    const items = notice.findAll('li');
    expect(items).toHaveLength(2);
    expect(items[1]?.text()).toContain('The face is too dark.');
    expect(items[1]?.find('strong').exists()).toBe(false);
    expect(items[1]?.get('small').text()).toBe('TOO_DARK, measured 12.35, limit 40');
  });

  it('without reasons is told by the message', () => {
    expect(show([]).text()).toContain('Refused.');
  });
});
