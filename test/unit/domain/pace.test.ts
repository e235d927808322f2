import { describe, expect, it } from '@jest/globals';
import { paceOf, takeFrame } from '../../../domain/pace.ts';

const NOW_MS = Date.parse('2026-03-01T10:00:00.000Z');
const pace = paceOf({ frameIntervalMs: 10_000 }, 3);

describe('a bucket of frames', () => {
  it('fills twice as fast as the policy asks for frames, up to the burst', () => {
    expect(pace).toEqual({ burst: 3, refillMs: 5_000 });
    expect(takeFrame({ frames: 0, atMs: NOW_MS - 5_000 }, NOW_MS, pace)).toEqual({ left: { frames: 0, atMs: NOW_MS } });
    expect(takeFrame({ frames: 0, atMs: NOW_MS - 86_400_000 }, NOW_MS, pace)).toEqual({ left: { frames: 2, atMs: NOW_MS } });
  });

  it('says when there will be one', () => {
    expect(takeFrame({ frames: 0.5, atMs: NOW_MS }, NOW_MS, pace)).toEqual({ waitMs: 2_500 });
  });

  it('is not filled by a clock that is behind, nor closed by one that was set back', () => {
    expect(takeFrame({ frames: 0, atMs: NOW_MS + 20 }, NOW_MS, pace)).toEqual({ waitMs: 5_020 });
    expect(takeFrame({ frames: 0, atMs: NOW_MS + 3_600_000 }, NOW_MS, pace)).toEqual({ left: { frames: 2, atMs: NOW_MS } });
  });

  it('holds no more than a burst that has become smaller', () => {
    expect(takeFrame({ frames: 50, atMs: NOW_MS }, NOW_MS, pace)).toEqual({ left: { frames: 2, atMs: NOW_MS } });
  });
});
