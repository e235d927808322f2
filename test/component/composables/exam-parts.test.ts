import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { nextTick, shallowRef } from 'vue';
import type { Verdict } from '../../../domain/verdict.ts';
import type { CameraProblem } from '../../../frontend/capture/camera-problem.ts';
import type { Camera } from '../../../frontend/composables/useCamera.ts';
import { useCameraRecovery } from '../../../frontend/composables/useCameraRecovery.ts';
import { usePolicy } from '../../../frontend/composables/usePolicy.ts';
import { useSessionClock } from '../../../frontend/composables/useSessionClock.ts';
import { FakeApi } from '../helpers/fake-api.ts';
import { inScope } from '../helpers/in-scope.ts';
import { clearChecks, verdictOf } from '../helpers/verdicts.ts';

const disposals: (() => void)[] = [];
beforeEach(() => { jest.useFakeTimers({ now: Date.parse('2026-03-01T10:00:10.000Z') }); });
afterEach(() => {
  for (const dispose of disposals.splice(0)) dispose();
  jest.useRealTimers();
});

function scoped<T>(setup: () => T): T {
  const { value, dispose } = inScope(setup);
  disposals.push(dispose);
  return value;
}

describe('the clock of a session', () => {
  const clock = (newest = shallowRef<Pick<Verdict, 'receivedAt'> | null>(null)) => scoped(() => useSessionClock(() => '2026-03-01T10:00:00.000Z', newest));

  it('shows how long it has lasted', async () => {
    const elapsedMs = clock();
    expect(elapsedMs.value).toBe(10_000);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(elapsedMs.value).toBe(15_000);
  });

  it('goes by the server where this machine is wrong, and not by what an answer takes', async () => {
    const newest = shallowRef<Pick<Verdict, 'receivedAt'> | null>({ receivedAt: '2026-03-01T10:00:09.000Z' });
    const elapsedMs = clock(newest);
    await nextTick();
    expect(elapsedMs.value).toBe(10_000);
    newest.value = { receivedAt: '2026-03-01T11:00:10.000Z' };
    await nextTick();
    expect(elapsedMs.value).toBe(3_610_000);
  });
});

describe('the policy', () => {
  const policyOf = (version: string, frameIntervalMs: number) => ({ ...verdictOf(clearChecks()).policy, version, frameIntervalMs });

  it('is read again now and then', async () => {
    const api = new FakeApi();
    api.answer('GET /policy', () => policyOf('a', 1_000));
    const { policy } = scoped(() => usePolicy(api, { rereadMs: 30_000 }));
    await jest.advanceTimersByTimeAsync(0);
    expect(policy.value?.frameIntervalMs).toBe(1_000);
    api.answer('GET /policy', () => policyOf('b', 5_000));
    await jest.advanceTimersByTimeAsync(30_000);
    expect(policy.value?.frameIntervalMs).toBe(5_000);
  });

  it('is the last one known where it cannot be read', async () => {
    const api = new FakeApi();
    api.answer('GET /policy', () => policyOf('a', 1_000));
    const { policy } = scoped(() => usePolicy(api, { rereadMs: 30_000 }));
    await jest.advanceTimersByTimeAsync(0);
    api.answer('GET /policy', () => new Error('broken'));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(policy.value?.version).toBe('a');
  });

  it('is that of a newer verdict, whatever an earlier question answers later', async () => {
    const api = new FakeApi();
    api.answer('GET /policy', () => policyOf('old', 1_000));
    const { policy, learn } = scoped(() => usePolicy(api, { rereadMs: 30_000 }));
    learn(policyOf('new', 2_000));
    await jest.advanceTimersByTimeAsync(0);
    expect(policy.value?.version).toBe('new');
  });
});

describe('a camera that failed', () => {
  function setUp(failedWith: CameraProblem) {
    const problem = shallowRef<CameraProblem | null>(failedWith);
    const cameras = shallowRef<readonly Camera[]>([]);
    const permission = Object.assign(new EventTarget(), { state: 'denied' });
    const permissions = { query: () => Promise.resolve(permission as unknown as PermissionStatus) };
    let starts = 0;
    const start = (): Promise<void> => {
      starts += 1;
      return Promise.resolve();
    };
    scoped(() => { useCameraRecovery({ problem, cameras, start }, { permissions }); return true; });
    return { cameras, permission, starts: () => starts };
  }

  it.each([['ended', 1], ['notFound', 1], ['inUse', 0]] as const)('because it was %s is turned on again when one is plugged in: %d times', async (problem, times) => {
    const { cameras, starts } = setUp(problem);
    cameras.value = [{ deviceId: 'front', label: '' }];
    await nextTick();
    expect(starts()).toBe(times);
    cameras.value = [];
    await nextTick();
    expect(starts()).toBe(times);
  });

  it('because it was denied is turned on when it is allowed', async () => {
    const { permission, starts } = setUp('denied');
    await Promise.resolve();
    permission.dispatchEvent(new Event('change'));
    expect(starts()).toBe(0);
    permission.state = 'granted';
    permission.dispatchEvent(new Event('change'));
    expect(starts()).toBe(1);
  });
});
