import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Caller } from '../../../functions/shared/http/request.ts';
import { FaceRegistrations } from '../../../functions/shared/logic/face-registrations.ts';
import type { ExecutionResult, Workflow } from '../../../functions/shared/ports/workflow.ts';
import { FakeExecutions, FakeImageStore } from '../../helpers/fake-ports.ts';

const caller: Caller = { sub: 'admin-sub', email: 'admin@invigil.local', groups: ['admin'] };
const image = { format: 'png', widthPx: 640, heightPx: 480, bytes: Uint8Array.of(1, 2, 3), sha256: 'a'.repeat(64) } as const;
const enoughTime = (): number => 26_000;
const awsError = (name: string): Error => Object.assign(new Error(name), { name, $metadata: {} });

let executions: FakeExecutions;
let photos: FakeImageStore;
let inputs: { externalImageId: string; fullName: string; photo: { key: string } }[];

beforeEach(() => {
  executions = new FakeExecutions();
  photos = new FakeImageStore();
  inputs = [];
});

/** A machine that ends as the test says; each result is asked for once. */
function workflow({ start = () => 'arn:execution', results = [{}] }: { start?: () => string; results?: (Partial<ExecutionResult> | Error | null)[] } = {}): Workflow {
  return {
    runSync: () => Promise.reject(new Error('Registration is no Express workflow.')),
    start: (_name, input) => {
      const arn = start();
      inputs.push(input as (typeof inputs)[number]);
      return Promise.resolve(arn);
    },
    result: (executionArn) => {
      const next = results.shift() ?? null;
      if (next instanceof Error) return Promise.reject(next);
      return Promise.resolve(next === null ? null : { status: 'SUCCEEDED', executionArn, output: '{}', error: null, cause: null, ...next });
    },
  };
}

async function register(machine: Workflow, remainingMs = enoughTime): Promise<string> {
  const registrations = new FaceRegistrations({ executions, photos, workflow: machine, now: () => new Date('2026-03-01T10:00:00.000Z') });
  return registrations.register({ caller, image, fullName: 'Ada Lovelace' }, remainingMs);
}

describe('FaceRegistrations', () => {
  it('stores the photo, runs the workflow and answers who it is', async () => {
    const externalImageId = await register(workflow({ results: [null, {}] }));
    expect(inputs).toMatchObject([{ externalImageId, fullName: 'Ada Lovelace', registeredBy: 'admin-sub', photo: { key: expect.stringMatching(new RegExp(`^photos/${externalImageId}/.*\\.png$`)) } }]);
    expect([...photos.images.keys()]).toEqual(inputs.map(({ photo }) => photo.key));
    expect([...executions.records.values()]).toMatchObject([{ status: 'SUCCEEDED', machine: 'register-face', owner: 'admin-sub', executionArn: 'arn:execution' }]);
  });

  it('passes on every reason against the photo', async () => {
    const reasons = [{ code: 'SEVERAL_FACES', measured: 2, limit: 1, message: 'Two faces.' }];
    await expect(register(workflow({ results: [{ status: 'FAILED', error: 'PhotoRefused', cause: JSON.stringify(reasons) }] }))).rejects.toMatchObject({ code: 'PHOTO_REFUSED', reasons });
    expect([...executions.records.values()]).toMatchObject([{ status: 'FAILED', error: 'PhotoRefused' }]);
  });

  it.each([
    ['FAILED', 'FAILED'],
    ['TIMED_OUT', 'TIMED_OUT'],
    ['ABORTED', 'FAILED'],
  ] as const)('is unavailable after an execution that %s', async (status, listed) => {
    await expect(register(workflow({ results: [{ status, error: 'States.Timeout' }] }))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect([...executions.records.values()]).toMatchObject([{ status: listed, error: 'States.Timeout' }]);
  });

  it('does not take a question that failed for a registration that did', async () => {
    const answer = await register(workflow({ results: [awsError('ThrottlingException'), awsError('InternalServerError'), {}] }));
    expect(inputs[0]?.externalImageId).toBe(answer);
  });

  it('answers a registration that succeeded although its claim cannot be closed', async () => {
    executions.close = () => Promise.reject(awsError('InternalServerError'));
    expect(await register(workflow())).toBe(inputs[0]?.externalImageId);
  });

  it('keeps no photo of a registration that was refused a start', async () => {
    await expect(register(workflow({ start: () => { throw awsError('ThrottlingException'); } }))).rejects.toMatchObject({ code: 'THROTTLED' });
    expect(photos.images.size).toBe(0);
    expect([...executions.records.values()]).toMatchObject([{ status: 'FAILED', error: 'ThrottlingException' }]);
  });

  it('says that it is under way when time is up', async () => {
    const times = [26_000, 0];
    await expect(register(workflow({ results: [null] }), () => times.shift() ?? 0)).rejects.toMatchObject({ code: 'UNAVAILABLE', message: expect.stringContaining('under way') });
    expect([...executions.records.values()]).toMatchObject([{ status: 'RUNNING' }]);
  });
});
