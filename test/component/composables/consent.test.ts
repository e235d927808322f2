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
    consent.withdraw();
    expect(useConsent('ada').given.value).toBe(false);
  });
});
