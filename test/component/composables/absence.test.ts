import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { nextTick, shallowRef } from 'vue';
import { useAbsence } from '../../../frontend/composables/useAbsence.ts';
import { FakePage } from '../helpers/fake-page.ts';
import { inScope } from '../helpers/in-scope.ts';

const disposals: (() => void)[] = [];
beforeEach(() => { jest.useFakeTimers(); });
afterEach(() => {
  for (const dispose of disposals.splice(0)) dispose();
  jest.useRealTimers();
});

function setUp({ isOn = true } = {}) {
  const page = new FakePage();
  const on = shallowRef(isOn);
  const absences: number[] = [];
  const { dispose } = inScope(() => {
    useAbsence({ on: () => on.value, atLeastMs: () => 5_000, onReturn: (durationMs) => { absences.push(durationMs); }, page });
    return true;
  });
  disposals.push(dispose);
  const away = (durationMs: number): void => {
    page.hide(true);
    jest.advanceTimersByTime(durationMs);
    page.hide(false);
  };
  return { page, on, absences, away };
}

describe('an absence', () => {
  it('is told with its length when the page is in view again', () => {
    const { away, absences } = setUp();
    away(42_000);
    away(6_000);
    expect(absences).toEqual([42_000, 6_000]);
  });

  it('that is short is none', () => {
    const { away, absences } = setUp();
    away(5_000);
    expect(absences).toEqual([]);
  });

  it('is none where there was nothing to do', async () => {
    const { page, on, away, absences } = setUp({ isOn: false });
    away(42_000);
    page.hide(true);
    jest.advanceTimersByTime(42_000);
    on.value = true;
    await nextTick();
    jest.advanceTimersByTime(7_000);
    page.hide(false);
    expect(absences).toEqual([7_000]);
  });
});
