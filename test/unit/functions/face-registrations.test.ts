import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Caller } from '../../../functions/shared/http/request.ts';
import { FaceRegistrations, type Registration } from '../../../functions/shared/logic/face-registrations.ts';
import type { RegistrationRequest, RegistrationSubject } from '../../../functions/shared/logic/registration-claim.ts';
import type { PersonRow } from '../../../functions/shared/ports/face-directory.ts';
import type { ExecutionResult, Workflow } from '../../../functions/shared/ports/workflow.ts';
import type { RegistrationInput } from '../../../functions/shared/registration-input.ts';
import { FakeExecutions, FakeImageStore } from '../../helpers/fake-ports.ts';

const caller: Caller = { sub: 'admin-sub', email: 'admin@invigil.local', groups: ['admin'] };
const image = { format: 'png', widthPx: 640, heightPx: 480, bytes: Uint8Array.of(1, 2, 3), sha256: 'a'.repeat(64) } as const;
const quality = { faceSidePx: 200, sharpnessPercent: 90, brightnessPercent: 50, yawDegrees: 0, pitchDegrees: 0, rollDegrees: 0 };
const ada: RegistrationSubject = { kind: 'person', fullName: 'Ada Lovelace', externalId: null, override: null };
const ADA_ID = '11111111-1111-4111-8111-111111111111';
const KNOWN_KEY = `photos/${ADA_ID}/first.png`;
const enoughTime = (): number => 26_000;
const awsError = (name: string): Error => Object.assign(new Error(name), { name, $metadata: {} });

/** A machine that a test ends; by default every execution succeeds at once. */
class Machine implements Workflow {
  readonly inputs: RegistrationInput[] = [];
  /** Executions by their ARN. */
  readonly started = new Map<string, RegistrationInput>();
  onStart: (arn: string, input: RegistrationInput) => void = () => undefined;
  end: (input: RegistrationInput) => Partial<ExecutionResult> | 'RUNNING' | Error = () => ({});

  runSync(): Promise<ExecutionResult> {
    return Promise.reject(new Error('Registration is no Express workflow.'));
  }

  arnOf(name: string): string {
    return `arn:${name}`;
  }

  async start(name: string, given: unknown): Promise<void> {
    const input = given as RegistrationInput;
    await Promise.resolve();
    this.onStart(this.arnOf(name), input);
    this.inputs.push(input);
    this.started.set(this.arnOf(name), input);
  }

  async result(executionArn: string): Promise<ExecutionResult | 'RUNNING' | null> {
    await Promise.resolve();
    const input = this.started.get(executionArn);
    if (input === undefined) return null;
    const end = this.end(input);
    if (end instanceof Error) throw end;
    const output = JSON.stringify({ registrationId: input.registrationId, externalImageId: input.externalImageId, faceId: 'face-1', quality });
    return end === 'RUNNING' ? end : { status: 'SUCCEEDED', executionArn, output, error: null, cause: null, ...end };
  }
}

const ADA: PersonRow = { externalImageId: ADA_ID, fullName: 'Ada Lovelace', state: 'registered', faceIds: ['face-0'], photos: [{ faceId: 'face-0', sha256: 'b'.repeat(64), key: KNOWN_KEY, registrationId: 'first', quality }], reservation: null, twins: [] };
/** Who was registered, and is gone. */
const removed = new Set<string>();
let executions: FakeExecutions;
let photos: FakeImageStore;
let machine: Machine;
let people: PersonRow[];
let now: Date;

beforeEach(() => {
  executions = new FakeExecutions();
  photos = new FakeImageStore();
  machine = new Machine();
  people = [ADA];
  removed.clear();
  now = new Date('2026-03-01T10:00:00.000Z');
});

function registrations(): FaceRegistrations {
  const find = (id: string): PersonRow | null => people.find(({ externalImageId }) => externalImageId === id) ?? (machine.inputs.some(({ externalImageId }) => externalImageId === id) ? { ...ADA, externalImageId: id } : null);
  const directory = { find: (id: string) => Promise.resolve(removed.has(id) ? null : find(id)) };
  return new FaceRegistrations({ executions, photos, workflow: machine, directory, now: () => now });
}

async function register(rest: Partial<RegistrationRequest> = {}, remainingMs = enoughTime): Promise<Registration> {
  return registrations().register({ caller, image, idempotencyKey: null, subject: ada, ...rest }, remainingMs);
}

function firstPerson(): PersonRow {
  const [person] = people;
  if (person === undefined) throw new Error('Nobody is registered.');
  return person;
}

const records = () => [...executions.records.values()];

describe('FaceRegistrations', () => {
  it('stores the photo, runs the workflow and answers who it is', async () => {
    const registration = await register();
    const [input] = machine.inputs;
    expect(registration).toEqual({ registrationId: input?.registrationId, status: 'SUCCEEDED', output: { registrationId: input?.registrationId, externalImageId: input?.externalImageId, faceId: 'face-1', quality } });
    expect(input).toMatchObject({ kind: 'person', fullName: 'Ada Lovelace', externalId: null, override: null, registeredBy: 'admin-sub', photo: { sha256: image.sha256, widthPx: 640, heightPx: 480, key: expect.stringMatching(new RegExp(`^photos/${input?.externalImageId}/.*\\.png$`)) } });
    expect([...photos.images.keys()]).toEqual([input?.photo.key]);
    expect(records()).toMatchObject([{ executionName: input?.registrationId, status: 'SUCCEEDED', machine: 'register-face', owner: 'admin-sub', executionArn: [...machine.started.keys()][0] }]);
  });

  it('passes on every reason against the photo, and whose its face is already', async () => {
    const reasons = [{ code: 'SEVERAL_FACES', quantity: 'faceCount', measured: 2, limit: 1, message: 'Two faces.' }];
    machine.end = () => ({ status: 'FAILED', error: 'PhotoRefused', cause: JSON.stringify({ reasons, duplicates: [{ externalImageId: ADA_ID, similarityPercent: 97 }] }) });
    expect(await register()).toMatchObject({ status: 'FAILED', error: { code: 'PHOTO_REFUSED', reasons, duplicates: [{ externalImageId: ADA_ID, fullName: 'Ada Lovelace', similarityPercent: 97 }] } });
    expect(records()).toMatchObject([{ status: 'FAILED', error: 'PhotoRefused' }]);
  });

  it('names whose a face is already, as they are called now', async () => {
    machine.end = () => ({ status: 'FAILED', error: 'FaceAlreadyRegistered', cause: JSON.stringify([{ externalImageId: ADA_ID, similarityPercent: 97 }, { externalImageId: 'gone', similarityPercent: 90 }]) });
    expect(await register()).toMatchObject({
      error: { code: 'FACE_ALREADY_REGISTERED', message: 'This face is registered already, as Ada Lovelace.', duplicates: [{ externalImageId: ADA_ID, fullName: 'Ada Lovelace', similarityPercent: 97 }, { fullName: null }] },
    });
  });

  it.each([
    ['FAILED', 'FAILED'],
    ['TIMED_OUT', 'TIMED_OUT'],
    ['ABORTED', 'FAILED'],
  ] as const)('is unavailable after an execution that %s', async (status, listed) => {
    machine.end = () => ({ status, error: 'States.Timeout' });
    expect(await register()).toMatchObject({ status: 'FAILED', error: { code: 'UNAVAILABLE' } });
    expect(records()).toMatchObject([{ status: listed, error: 'States.Timeout' }]);
  });

  it.each<[string, () => void, object]>([
    ['is answered with the very same photo that another request has added meanwhile', () => { people[0] = { ...firstPerson(), photos: [{ faceId: 'face-9', sha256: image.sha256, key: 'any', registrationId: 'other', quality }] }; }, { status: 'SUCCEEDED', output: { registrationId: 'other', faceId: 'face-9' } }],
    ['is unavailable where nobody knows why', () => undefined, { status: 'FAILED', error: { code: 'UNAVAILABLE' } }],
  ])('a further photo that came to nothing %s', async (_, meanwhile, expected) => {
    machine.end = () => {
      meanwhile();
      return { status: 'FAILED', error: 'PersonBusy' };
    };
    expect(await register({ subject: { kind: 'photo', externalImageId: ADA_ID } })).toMatchObject(expected);
  });

  it.each<[string, () => void, string]>([
    ['the person is removed meanwhile', () => { removed.add(ADA_ID); }, 'NOT_FOUND'],
    ['another photo was the last that a person may have', () => { people[0] = { ...firstPerson(), faceIds: Array.from({ length: 10 }, (_, n) => `face-${n}`) }; }, 'INVALID_REQUEST'],
  ])('says of a further photo that came to nothing that %s', async (_, meanwhile, code) => {
    machine.end = () => {
      meanwhile();
      return { status: 'FAILED', error: 'PersonBusy' };
    };
    await expect(register({ subject: { kind: 'photo', externalImageId: ADA_ID } })).rejects.toMatchObject({ code });
  });

  it('does not take a question that failed for a registration that did', async () => {
    const answers = [awsError('ThrottlingException'), awsError('InternalServerError')];
    machine.end = () => answers.shift() ?? {};
    expect(await register()).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('answers a registration that succeeded although its claim cannot be closed', async () => {
    executions.close = () => Promise.reject(awsError('InternalServerError'));
    expect(await register()).toMatchObject({ status: 'SUCCEEDED' });
  });

  it.each([
    ['was refused a start', () => { machine.onStart = () => { throw awsError('ThrottlingException'); }; }, 'THROTTLED'],
    ['lost the reply of its photo', () => { photos.put = (key, bytes) => { photos.images.set(key, bytes); return Promise.reject(awsError('TimeoutError')); }; }, 'UNAVAILABLE'],
  ])('keeps no photo of a registration that %s', async (_, arrange, code) => {
    arrange();
    await expect(register()).rejects.toMatchObject({ code });
    expect(photos.images.size).toBe(0);
    expect(records()).toMatchObject([{ status: 'FAILED' }]);
  });

  it('goes on with an execution whose start lost its reply', async () => {
    machine.onStart = (arn, input) => {
      machine.started.set(arn, input);
      throw awsError('TimeoutError');
    };
    expect(await register()).toMatchObject({ status: 'SUCCEEDED' });
    expect(photos.images.size).toBe(1);
  });

  it('says that it is under way when time is up, and later how it ended', async () => {
    machine.end = () => 'RUNNING';
    const times = [26_000, 0];
    const { registrationId, status } = await register({}, () => times.shift() ?? 0);
    expect(status).toBe('RUNNING');
    expect(await registrations().find(registrationId)).toEqual({ registrationId, status: 'RUNNING' });
    machine.end = () => ({});
    expect(await registrations().find(registrationId)).toMatchObject({ registrationId, status: 'SUCCEEDED', output: { faceId: 'face-1' } });
    expect(records()).toMatchObject([{ status: 'SUCCEEDED' }]);
  });

  it('knows no registration that there is not', async () => {
    await expect(registrations().find('nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('an Idempotency-Key', () => {
  const keyed = { idempotencyKey: 'key-1' };

  it('registers once, and answers all alike while it is under way', async () => {
    let asked = 0;
    machine.end = () => ((asked += 1) < 30 ? 'RUNNING' : {});
    const answers = await Promise.all(Array.from({ length: 20 }, () => register(keyed)));
    expect(machine.inputs).toHaveLength(1);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('answers all alike who waited for an attempt that failed, and lets who comes later try again', async () => {
    let asked = 0;
    machine.end = () => ((asked += 1) < 10 ? 'RUNNING' : { status: 'FAILED', error: 'ExternalIdTaken' });
    const answers = await Promise.all(Array.from({ length: 3 }, () => register(keyed)));
    expect(answers.map((answer) => (answer.status === 'FAILED' ? answer.error.code : answer.status))).toEqual(['EXTERNAL_ID_TAKEN', 'EXTERNAL_ID_TAKEN', 'EXTERNAL_ID_TAKEN']);
    expect(machine.inputs).toHaveLength(1);
    const [failed] = machine.inputs;
    machine.end = (input) => (input === failed ? { status: 'FAILED', error: 'ExternalIdTaken' } : {});
    const again = await register(keyed);
    expect(again).toMatchObject({ status: 'SUCCEEDED', registrationId: answers[0]?.registrationId });
    expect(new Set(machine.inputs.map(({ externalImageId }) => externalImageId)).size).toBe(2);
    expect(records()).toMatchObject([{ status: 'SUCCEEDED' }]);
  });

  it.each<[string, Partial<RegistrationRequest>]>([
    ['image', { image: { ...image, sha256: 'c'.repeat(64) } }],
    ['name', { subject: { ...ada, fullName: 'Grace Hopper' } }],
    ['external id', { subject: { ...ada, externalId: 'ada' } }],
    ['route', { subject: { kind: 'photo', externalImageId: ADA_ID } }],
  ])('is not good for another %s', async (_, rest) => {
    await register(keyed);
    await expect(register({ ...keyed, ...rest })).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('does not answer with somebody who has been removed since', async () => {
    const { output } = (await register(keyed)) as { output: { externalImageId: string } };
    expect(await register(keyed)).toMatchObject({ status: 'SUCCEEDED', output });
    removed.add(output.externalImageId);
    await expect(register(keyed)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(machine.inputs).toHaveLength(1);
  });

  it("is one administrator's own", async () => {
    const { registrationId } = await register(keyed);
    const other = await register({ ...keyed, caller: { ...caller, sub: 'other' }, image: { ...image, sha256: 'c'.repeat(64) } });
    expect(other.registrationId).not.toBe(registrationId);
  });

  it('takes over from a starter that died before the start, once nobody can be starting any more', async () => {
    machine.onStart = () => { throw awsError('ServiceUnavailable'); };
    executions.close = () => Promise.reject(awsError('InternalServerError'));
    await expect(register(keyed)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    machine.onStart = () => undefined;
    const times = [26_000, 26_000, 0];
    expect(await register(keyed, () => times.shift() ?? 0)).toMatchObject({ status: 'RUNNING' });
    expect(machine.inputs).toHaveLength(0);
    now = new Date('2026-03-01T10:00:30.001Z');
    expect(await register(keyed)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('finds the end of an execution whose starter died', async () => {
    executions.close = () => Promise.reject(awsError('InternalServerError'));
    const first = await register(keyed);
    expect(records()).toMatchObject([{ status: 'RUNNING' }]);
    expect(await register(keyed)).toEqual(first);
    expect(machine.inputs).toHaveLength(1);
  });
});

describe('a further photo', () => {
  const photo: RegistrationSubject = { kind: 'photo', externalImageId: ADA_ID };

  it('is registered under its person', async () => {
    expect(await register({ subject: photo })).toMatchObject({ status: 'SUCCEEDED', output: { externalImageId: ADA_ID } });
    expect(machine.inputs).toMatchObject([{ kind: 'photo', externalImageId: ADA_ID, fullName: null, photo: { key: expect.stringContaining(`photos/${ADA_ID}/`) } }]);
  });

  it('that the person has already is answered as it is', async () => {
    expect(await register({ subject: photo, image: { ...image, sha256: 'b'.repeat(64) } })).toMatchObject({ status: 'SUCCEEDED', registrationId: 'first', output: { faceId: 'face-0' } });
    expect(machine.inputs).toEqual([]);
  });

  it('that the person has already is stored again where its object is missing, and only there', async () => {
    const again = async (): Promise<Registration> => register({ subject: photo, image: { ...image, sha256: 'b'.repeat(64) } });
    expect(await again()).toMatchObject({ status: 'SUCCEEDED', output: { faceId: 'face-0' } });
    expect([...photos.images]).toEqual([[KNOWN_KEY, image.bytes]]);
    photos.images.set(KNOWN_KEY, Uint8Array.of(9));
    await again();
    expect([...photos.images]).toEqual([[KNOWN_KEY, Uint8Array.of(9)]]);
    photos.restore = () => Promise.reject(awsError('ServiceUnavailable'));
    await expect(again()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it.each<[string, () => void, string]>([
    ['nobody', () => { people = []; }, 'NOT_FOUND'],
    ['somebody whose registration is pending', () => { people = people.map((person) => ({ ...person, state: 'pending' })); }, 'NOT_FOUND'],
    ['somebody with ten', () => { people = people.map((person) => ({ ...person, faceIds: Array.from({ length: 10 }, (_, n) => `face-${String(n)}`) })); }, 'INVALID_REQUEST'],
  ])('of %s is refused', async (_, arrange, code) => {
    arrange();
    await expect(register({ subject: photo })).rejects.toMatchObject({ code });
    expect([machine.inputs, photos.images.size]).toEqual([[], 0]);
  });
});
