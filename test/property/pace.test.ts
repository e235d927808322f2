import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fullAtMs, paceOf, takeFrame, type Allowance, type Pace } from '../../domain/pace.ts';

const START_MS = Date.parse('2026-03-01T10:00:00.000Z');

const pace: fc.Arbitrary<Pace> = fc.record({ frameIntervalMs: fc.integer({ min: 500, max: 600_000 }), burst: fc.integer({ min: 1, max: 50 }) }).map(({ frameIntervalMs, burst }) => paceOf({ frameIntervalMs }, burst));
/** Times between frames, in parts of what the pace refills in. */
const pauses = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.double({ min: 0, max: 2, noNaN: true }) }, fc.double({ min: 0, max: 100, noNaN: true })), { maxLength: 200 });

/** The moments at which frames were taken of those that came. */
function taken(momentsMs: readonly number[], under: Pace): number[] {
  let allowance: Allowance | null = null;
  return momentsMs.filter((nowMs) => {
    const answer = takeFrame(allowance, nowMs, under);
    if ('left' in answer) allowance = answer.left;
    return 'left' in answer;
  });
}

function momentsOf(all: readonly number[], { refillMs }: Pace): number[] {
  let nowMs = START_MS;
  return all.map((pause) => (nowMs += Math.round(pause * refillMs)));
}

describe('the pace of frames', () => {
  it('lets no more through in any stretch of time than the burst and what is refilled in it', () => {
    fc.assert(
      fc.property(pace, pauses, (under, all) => {
        const moments = taken(momentsOf(all, under), under);
        for (const [first, fromMs] of moments.entries()) {
          for (const [last, toMs] of moments.entries()) {
            if (last >= first) expect(last - first + 1).toBeLessThanOrEqual(under.burst + (toMs - fromMs) / under.refillMs + 1e-6);
          }
        }
      }),
    );
  });

  it('never refuses whoever keeps to it, nor who sends each frame twice', () => {
    const interval = fc.integer({ min: 500, max: 600_000 });
    fc.assert(
      fc.property(interval, fc.integer({ min: 1, max: 20 }), fc.array(fc.nat(5_000), { maxLength: 100 }), fc.constantFrom(1, 2), (frameIntervalMs, burst, delaysMs, times) => {
        let nowMs = START_MS;
        const moments = delaysMs.flatMap((lateMs) => {
          nowMs += frameIntervalMs + lateMs;
          // The second one as soon as there is reason to think that the first was lost.
          return times === 1 ? [nowMs] : [nowMs, nowMs + Math.ceil(frameIntervalMs / 2)];
        });
        expect(taken(moments, paceOf({ frameIntervalMs }, burst))).toEqual(moments);
      }),
    );
  });

  it('has room when it said that it would, and not before', () => {
    fc.assert(
      fc.property(pace, pauses, (under, all) => {
        let allowance: Allowance | null = null;
        for (const nowMs of momentsOf(all, under)) {
          const answer = takeFrame(allowance, nowMs, under);
          if ('left' in answer) {
            allowance = answer.left;
          } else {
            expect(takeFrame(allowance, nowMs + answer.waitMs - 1, under)).toHaveProperty('waitMs');
            // One millisecond more, for the last digit of a fraction.
            expect(takeFrame(allowance, nowMs + answer.waitMs + 1, under)).toHaveProperty('left');
          }
        }
      }),
    );
  });

  it('forgets nothing by forgetting a bucket that is full again', () => {
    fc.assert(
      fc.property(pace, fc.double({ min: 0, max: 1, noNaN: true }), (under, part) => {
        const bucket = { frames: part * under.burst, atMs: START_MS };
        const fullMs = Math.ceil(fullAtMs(bucket, under));
        expect(takeFrame(bucket, fullMs, under)).toEqual(takeFrame(null, fullMs, under));
      }),
    );
  });
});
