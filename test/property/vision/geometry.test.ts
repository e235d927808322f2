import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applyAffine } from '../../../local/vision/geometry/affine.ts';
import { intersectionOverUnion, type PixelBox } from '../../../local/vision/geometry/box.ts';
import { suppressNonMaxima } from '../../../local/vision/geometry/non-maximum-suppression.ts';
import { fitSimilarity } from '../../../local/vision/geometry/similarity-transform.ts';
import { cosineFor, similarityPercent } from '../../../local/vision/faces/similarity.ts';
import type { ObjectCandidate } from '../../../local/vision/objects/object-candidate.ts';

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const anyBox: fc.Arbitrary<PixelBox> = fc
  .tuple(real(0, 500), real(0, 500), real(1, 200), real(1, 200))
  .map(([left, top, width, height]) => ({ left, top, right: left + width, bottom: top + height }));
const anyCandidate: fc.Arbitrary<ObjectCandidate> = fc.record({ name: fc.constantFrom('person', 'cell phone', 'chair'), box: anyBox, score: real(0.15, 1) });

describe('geometry', () => {
  it('a fitted similarity carries the points back to where they came from', () => {
    fc.assert(
      fc.property(real(-3, 3), real(0.1, 10), real(-500, 500), real(-500, 500), (angle, scale, shiftX, shiftY) => {
        const template = [{ x: 38, y: 52 }, { x: 74, y: 51 }, { x: 56, y: 72 }, { x: 42, y: 92 }, { x: 71, y: 92 }];
        const [cos, sin] = [scale * Math.cos(angle), scale * Math.sin(angle)];
        const moved = template.map(({ x, y }) => ({ x: cos * x - sin * y + shiftX, y: sin * x + cos * y + shiftY }));
        const map = fitSimilarity(template, moved);
        template.forEach((point, index) => {
          const { x, y } = applyAffine(map, point.x, point.y);
          expect(Math.hypot(x - (moved[index]?.x ?? NaN), y - (moved[index]?.y ?? NaN))).toBeLessThan(1e-6);
        });
      }),
    );
  });

  it('suppression leaves no two boxes that overlap too much, and is done after one pass', () => {
    fc.assert(
      fc.property(fc.array(anyCandidate, { maxLength: 20 }), real(0.1, 0.9), (candidates, maxOverlap) => {
        const kept = suppressNonMaxima(candidates, maxOverlap);
        for (const [index, a] of kept.entries()) for (const b of kept.slice(index + 1)) expect(intersectionOverUnion(a.box, b.box)).toBeLessThanOrEqual(maxOverlap);
        expect(suppressNonMaxima(kept, maxOverlap)).toEqual(kept);
      }),
    );
  });
});

describe('similarity', () => {
  it('grows with the cosine, and the cosine for it is its inverse', () => {
    fc.assert(
      fc.property(real(-1, 1), real(-1, 1), (a, b) => {
        fc.pre(Math.abs(a - b) > 1e-6);
        expect(similarityPercent(Math.max(a, b))).toBeGreaterThan(similarityPercent(Math.min(a, b)));
        expect(cosineFor(similarityPercent(a))).toBeCloseTo(a, 3);
      }),
    );
  });
});
