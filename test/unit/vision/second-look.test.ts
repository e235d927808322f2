import { describe, expect, it } from '@jest/globals';
import type { FusedObject } from '../../../local/vision/objects/object-fusion.ts';
import { fitRegion } from '../../../local/vision/objects/fitted-input.ts';
import { afterSecondLook, phoneInDoubt, regionAround } from '../../../local/vision/objects/second-look.ts';
import { applyAffine } from '../../../local/vision/geometry/affine.ts';
import { VISION_MODES } from '../../../local/vision/vision-mode.ts';

const BOX = { left: 100, top: 200, right: 120, bottom: 240 };
const phone = (probability: number): FusedObject => ({ name: 'cell phone', box: BOX, probability });

describe('what is worth a second look', () => {
  it('is the likeliest phone, when it is neither sure nor out of the question', () => {
    const doubtful = phone(0.4);
    expect(phoneInDoubt([phone(0.1), doubtful, { ...phone(0.6), name: 'remote' }])).toBe(doubtful);
  });

  it.each([
    ['nothing', []],
    ['what is no phone', [{ ...phone(0.5), name: 'book' } as const]],
    ['a phone that is all but impossible', [phone(0.04)]],
    ['a phone in doubt beside one beyond doubt', [phone(0.3), phone(0.9)]],
  ])('is not %s', (_, objects) => {
    expect(phoneInDoubt(objects)).toBeNull();
  });
});

describe.each(VISION_MODES)('the second look of mode %s', (mode) => {
  const seen = (score: number, box = BOX) => [{ name: 'cell phone' as const, box, score }];

  it('looks at a square with the thing in its middle, never smaller than a detector can use', () => {
    const region = regionAround(BOX, mode, 640, 480);
    expect(region.right - region.left).toBeCloseTo(region.bottom - region.top);
    expect(region.right - region.left).toBeGreaterThanOrEqual(0.15 * 640);
    expect([(region.left + region.right) / 2, (region.top + region.bottom) / 2]).toEqual([110, 220]);
    const tiny = regionAround({ left: 0, top: 0, right: 2, bottom: 2 }, mode, 640, 480);
    expect(tiny.right - tiny.left).toBeCloseTo(96);
  });

  it('makes a phone surer the surer it is seen again, and a phone that is not seen again less sure', () => {
    const after = [0, 0.2, 0.5, 0.8].map((score) => afterSecondLook(phone(0.4), seen(score), mode).probability);
    expect(after).toEqual(after.toSorted((a, b) => a - b));
    expect(after[0]).toBeLessThan(0.4);
    expect(after[3]).toBeGreaterThan(0.85);
  });

  it('takes only a phone in the same place for the same', () => {
    const nothing = afterSecondLook(phone(0.4), [], mode).probability;
    expect(afterSecondLook(phone(0.4), seen(0.9, { left: 300, top: 200, right: 320, bottom: 240 }), mode).probability).toBe(nothing);
    expect(afterSecondLook(phone(0.4), [{ name: 'remote', box: BOX, score: 0.9 }], mode).probability).toBe(nothing);
  });
});

it('a region fills the input from corner to corner', () => {
  const { widthPx, heightPx, toImage } = fitRegion({ left: 10, top: 20, right: 90, bottom: 100 }, 320);
  expect([widthPx, heightPx]).toEqual([320, 320]);
  // The input's edge is half a pixel before its first pixel's centre, and so is the image's.
  const [from, to] = [applyAffine(toImage, -0.5, -0.5), applyAffine(toImage, 319.5, 319.5)];
  expect([from.x, from.y, to.x, to.y]).toEqual([10, 20, 90, 100].map((edge) => expect.closeTo(edge, 0)));
});
