import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { backoffMs } from '../../../frontend/capture/backoff.ts';
import { fitSize } from '../../../frontend/capture/fit-size.ts';
import { formatDuration } from '../../../frontend/composables/format-duration.ts';

describe('the size of a frame', () => {
  it.each([
    [{ width: 640, height: 480 }, { width: 640, height: 480 }],
    [{ width: 1280, height: 720 }, { width: 640, height: 360 }],
    [{ width: 720, height: 1280 }, { width: 270, height: 480 }],
    [{ width: 320, height: 240 }, { width: 320, height: 240 }],
  ])('of a camera of %j is %j', (camera, frame) => {
    expect(fitSize(camera)).toEqual(frame);
  });
});

describe('the wait after failures', () => {
  it('grows with each, up to 15 seconds, and is never shorter than half of that', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
        const ceilingMs = Math.min(15_000, 500 * 2 ** (failures - 1));
        const waitMs = backoffMs(failures, random);
        expect(waitMs).toBeGreaterThanOrEqual(ceilingMs / 2);
        expect(waitMs).toBeLessThanOrEqual(ceilingMs);
      }),
    );
  });

  it('comes after what the server asked for', () => {
    expect(backoffMs(1, 0, 5_000)).toBe(5_250);
  });
});

describe('a duration', () => {
  it.each([
    [0, '00:00:00'],
    [59_999, '00:00:59'],
    [3_661_000, '01:01:01'],
    [360_000_000, '100:00:00'],
  ])('of %d ms is %s', (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });
});
