import { beforeEach, describe, expect, it } from '@jest/globals';
import { useConsent } from '../../../frontend/composables/useConsent.ts';

beforeEach(() => { sessionStorage.clear(); });

describe('consent', () => {
  it('is remembered for this person', () => {
    expect(useConsent('ada').given.value).toBe(false);
    useConsent('ada').give();
    expect(useConsent('ada').given.value).toBe(true);
  });

  it('of one person is not that of another at the same machine', () => {
    useConsent('ada').give();
    expect(useConsent('grace').given.value).toBe(false);
  });

  it('to an older text does not count', () => {
    sessionStorage.setItem('invigil.consent', '2020-01 ada');
    expect(useConsent('ada').given.value).toBe(false);
  });

  it('can be withdrawn', () => {
    const consent = useConsent('ada');
    consent.give();
    expect(consent.withdrawn.value).toBe(false);
    consent.withdraw();
    expect([consent.given.value, consent.withdrawn.value]).toEqual([false, true]);
    expect([useConsent('ada').given.value, useConsent('ada').withdrawn.value, useConsent('grace').withdrawn.value]).toEqual([false, true, false]);
    consent.give();
    expect([useConsent('ada').given.value, useConsent('ada').withdrawn.value]).toEqual([true, false]);
  });
});
