import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { announcement, useAnnouncer } from '../../../frontend/composables/useAnnouncer.ts';
import { inScope } from '../helpers/in-scope.ts';

beforeEach(() => { jest.useFakeTimers(); });
afterEach(() => { jest.useRealTimers(); });

describe('announcements', () => {
  it('are made at once, then at most every 1.5 seconds, the newest of those that came meanwhile', () => {
    const { value: { announce }, dispose } = inScope(() => useAnnouncer());
    announce('one');
    announce('two');
    announce('three');
    expect(announcement.value).toBe('one');
    jest.advanceTimersByTime(1_499);
    expect(announcement.value).toBe('one');
    jest.advanceTimersByTime(1);
    expect(announcement.value).toBe('three');
    dispose();
  });

  it('end with their page', () => {
    const { value: { announce }, dispose } = inScope(() => useAnnouncer());
    announce('one');
    announce('two');
    dispose();
    jest.advanceTimersByTime(10_000);
    expect(announcement.value).toBe('');
  });
});
