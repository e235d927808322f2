import { describe, expect, it } from '@jest/globals';
import { applyAffine, letterbox, squareCrop, stretchToFit } from '../../../local/vision/geometry/affine.ts';
import { clipBox, intersectionOverUnion, overlapOfSmaller, toRatioBox } from '../../../local/vision/geometry/box.ts';
import { suppressNonMaxima } from '../../../local/vision/geometry/non-maximum-suppression.ts';
import { fitSimilarity } from '../../../local/vision/geometry/similarity-transform.ts';

const box = (left: number, top: number, right: number, bottom: number) => ({ left, top, right, bottom });

describe('boxes', () => {
  it.each([
    ['the same box', box(0, 0, 10, 10), box(0, 0, 10, 10), 1, 1],
    ['a half of the other', box(0, 0, 10, 10), box(0, 0, 10, 5), 0.5, 1],
    ['a third shared', box(0, 0, 10, 10), box(5, 0, 15, 10), 1 / 3, 0.5],
    ['touching', box(0, 0, 10, 10), box(10, 0, 20, 10), 0, 0],
    ['an empty box', box(0, 0, 10, 10), box(3, 3, 3, 3), 0, 0],
  ])('overlap: %s', (_, a, b, ofUnion, ofSmaller) => {
    expect(intersectionOverUnion(a, b)).toBeCloseTo(ofUnion, 12);
    expect(intersectionOverUnion(b, a)).toBeCloseTo(ofUnion, 12);
    expect(overlapOfSmaller(a, b)).toBeCloseTo(ofSmaller, 12);
  });

  it('are clipped to the image and given as ratios of it', () => {
    expect(clipBox(box(-5, 10, 300, 90), 200, 80)).toEqual(box(0, 10, 200, 80));
    expect(toRatioBox(box(50, 20, 150, 60), 200, 80)).toEqual({ left: 0.25, top: 0.25, width: 0.5, height: 0.5 });
  });
});

describe('non-maximum suppression', () => {
  it('keeps the best of those that overlap and all that do not', () => {
    const best = { box: box(0, 0, 10, 10), score: 0.9 };
    const weaker = { box: box(1, 0, 11, 10), score: 0.8 };
    const elsewhere = { box: box(50, 50, 60, 60), score: 0.3 };
    expect(suppressNonMaxima([elsewhere, weaker, best], 0.5)).toEqual([best, elsewhere]);
  });

  it('keeps both when they overlap exactly as much as is allowed', () => {
    const detections = [
      { box: box(0, 0, 10, 10), score: 0.9 },
      { box: box(0, 0, 10, 5), score: 0.8 },
    ];
    expect(suppressNonMaxima(detections, 0.5)).toHaveLength(2);
  });
});

describe('maps from a model input to the image', () => {
  it('stretch carries the outer edges onto the outer edges', () => {
    const map = stretchToFit(640, 480, 300, 300);
    expect(applyAffine(map, -0.5, -0.5)).toEqual({ x: -0.5, y: -0.5 });
    const last = applyAffine(map, 299.5, 299.5);
    expect(last.x).toBeCloseTo(639.5, 9);
    expect(last.y).toBeCloseTo(479.5, 9);
  });

  it('letterbox keeps the aspect ratio and centres the image', () => {
    const map = letterbox(640, 480, 512, 512);
    expect(map[0]).toBe(1.25);
    expect(map[4]).toBe(1.25);
    expect(applyAffine(map, 255.5, 255.5)).toEqual({ x: 319.5, y: 239.5 });
    expect(applyAffine(map, 0, 0).y).toBeLessThan(-70);
  });

  it('a turned square keeps its centre and lays its upper edge along the angle', () => {
    const map = squareCrop({ x: 100, y: 50 }, 64, Math.PI / 2, 32);
    const centre = applyAffine(map, 15.5, 15.5);
    expect(centre.x).toBeCloseTo(100, 9);
    expect(centre.y).toBeCloseTo(50, 9);
    const right = applyAffine(map, 31.5, 15.5);
    expect(right.x).toBeCloseTo(100, 9);
    expect(right.y).toBeCloseTo(82, 9);
  });
});

describe('the similarity between point sets', () => {
  it('refuses points that all coincide', () => {
    expect(() => fitSimilarity([{ x: 1, y: 1 }, { x: 1, y: 1 }], [{ x: 0, y: 0 }, { x: 2, y: 2 }])).toThrow(RangeError);
  });

  it('refuses sets of different size', () => {
    expect(() => fitSimilarity([{ x: 0, y: 0 }, { x: 1, y: 1 }], [{ x: 0, y: 0 }])).toThrow(RangeError);
  });
});
