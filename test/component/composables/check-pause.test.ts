import { afterEach, describe, expect, it } from '@jest/globals';
import { nextTick, ref, shallowRef } from 'vue';
import type { Verdict } from '../../../domain/verdict.ts';
import { useCheckPause } from '../../../frontend/composables/useCheckPause.ts';
import { inScope } from '../helpers/in-scope.ts';
import { clearChecks, verdictOf } from '../helpers/verdicts.ts';

const disposals: (() => void)[] = [];
afterEach(() => { for (const dispose of disposals.splice(0)) dispose(); });

function setUp() {
  const calls: string[] = [];
  const checking = ref(true);
  const verdict = shallowRef<Verdict | null>(null);
  const now = shallowRef(1_000);
  const { value: check, dispose } = inScope(() => useCheckPause({ checking: () => checking.value, verdict, now, stop: () => { calls.push('stop'); }, start: () => { calls.push('start'); } }));
  disposals.push(dispose);
  return {
    check,
    calls,
    checking,
    see: async (isGood: boolean) => {
      const checks = clearChecks();
      if (!isGood) Object.assign(checks[2], { outcome: 'fail', reason: 'UNKNOWN_PERSON', details: { match: null } });
      verdict.value = verdictOf(checks);
      await nextTick();
    },
    pass: async (durationMs: number) => {
      now.value += durationMs;
      await nextTick();
    },
  };
}

describe('a camera check', () => {
  it('pauses when all was well five times in a row, and sends no more', async () => {
    const { check, calls, see } = setUp();
    for (const isGood of [true, true, true, true, false, true, true, true, true]) await see(isGood);
    expect([check.pause.value, calls]).toEqual([null, []]);
    await see(true);
    expect([check.pause.value, calls]).toEqual(['good', ['stop']]);
  });

  it('pauses after two minutes, whatever is seen', async () => {
    const { check, calls, see, pass } = setUp();
    await see(false);
    await pass(119_999);
    expect(check.pause.value).toBeNull();
    await pass(1);
    expect([check.pause.value, calls]).toEqual(['time', ['stop']]);
    await pass(500_000);
    expect(calls).toEqual(['stop']);
  });

  it('goes on from the beginning when it is asked to', async () => {
    const { check, calls, pass } = setUp();
    await pass(120_000);
    check.again();
    expect([check.paused.value, calls]).toEqual([false, ['stop', 'start']]);
    await pass(119_999);
    expect(check.paused.value).toBe(false);
    await pass(1);
    expect(check.paused.value).toBe(true);
  });

  it('is made anew with another camera, and no clock runs while there is none', async () => {
    const { check, calls, checking, pass } = setUp();
    await pass(120_000);
    checking.value = false;
    await nextTick();
    expect(calls).toEqual(['stop']);
    checking.value = true;
    await nextTick();
    expect([check.paused.value, calls]).toEqual([false, ['stop', 'start']]);

    checking.value = false;
    await pass(500_000);
    expect(calls).toEqual(['stop', 'start']);
  });

  it('is not paused once the exam runs', async () => {
    const { calls, checking, see } = setUp();
    checking.value = false;
    for (let picture = 0; picture < 9; picture += 1) await see(true);
    expect(calls).toEqual([]);
  });
});
