import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { intersectionOverUnion, type PixelBox } from '../../../local/vision/geometry/box.ts';
import { suppressNonMaxima } from '../../../local/vision/geometry/non-maximum-suppression.ts';
import { fuseObjects, type FusedObject } from '../../../local/vision/objects/object-fusion.ts';
import type { ObjectCandidate } from '../../../local/vision/objects/object-candidate.ts';
import { supportPeopleByFaces } from '../../../local/vision/objects/person-fusion.ts';
import { VISION_MODES } from '../../../local/vision/vision-mode.ts';

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const anyMode = fc.constantFrom(...VISION_MODES);
const anyBox: fc.Arbitrary<PixelBox> = fc
  .tuple(real(0, 500), real(0, 500), real(1, 200), real(1, 200))
  .map(([left, top, width, height]) => ({ left, top, right: left + width, bottom: top + height }));
const anyCandidate: fc.Arbitrary<ObjectCandidate> = fc.record({ name: fc.constantFrom('person', 'cell phone', 'chair', 'remote'), box: anyBox, score: real(0.15, 1) });
const found = fc.array(anyCandidate, { maxLength: 10 });
const anyFindings = fc.record({ 'coco-ssd': found, centernet: found, nanodet: found });

const surest = (objects: readonly FusedObject[]): number => Math.max(0, ...objects.map((object) => object.probability));

describe('fusion', () => {
  it('never makes more objects than the detectors found, nor certainty out of range', () => {
    fc.assert(
      fc.property(anyMode, anyFindings, (mode, findings) => {
        const fused = fuseObjects(mode, findings);
        expect(fused.length).toBeLessThanOrEqual(Object.values(findings).flat().length);
        for (const { probability } of fused) {
          expect(probability).toBeGreaterThanOrEqual(0);
          expect(probability).toBeLessThan(1);
        }
      }),
    );
  });

  it('gives detectors that agree entirely one object each time', () => {
    fc.assert(
      fc.property(anyMode, found, (mode, candidates) => {
        const distinct = suppressNonMaxima(candidates, 0);
        expect(fuseObjects(mode, { 'coco-ssd': distinct, centernet: distinct, nanodet: distinct })).toHaveLength(distinct.length);
      }),
    );
  });

  it('does not show one thing twice', () => {
    fc.assert(
      fc.property(anyMode, anyFindings, (mode, findings) => {
        const fused = fuseObjects(mode, findings);
        for (const [index, a] of fused.entries()) {
          for (const b of fused.slice(index + 1)) if (a.name === b.name) expect(intersectionOverUnion(a.box, b.box)).toBeLessThanOrEqual(0.55);
        }
      }),
    );
  });

  it('does not depend on the order in which things were found', () => {
    fc.assert(
      fc.property(anyMode, anyFindings, (mode, findings) => {
        const reversed = { nanodet: findings.nanodet.toReversed(), centernet: findings.centernet.toReversed(), 'coco-ssd': findings['coco-ssd'].toReversed() };
        const sorted = (objects: readonly FusedObject[]) => objects.map(({ name, probability }) => `${name} ${probability.toFixed(9)}`).sort();
        expect(sorted(fuseObjects(mode, reversed))).toEqual(sorted(fuseObjects(mode, findings)));
      }),
    );
  });

  it('is never less sure for a higher score or for one more detector that agrees', () => {
    fc.assert(
      fc.property(anyMode, anyCandidate, real(0.15, 1), (mode, candidate, score) => {
        const [lower, higher] = [Math.min(score, candidate.score), Math.max(score, candidate.score)].map((each) => [{ ...candidate, score: each }]);
        const alone = surest(fuseObjects(mode, { centernet: lower ?? [] }));
        expect(surest(fuseObjects(mode, { centernet: higher ?? [] }))).toBeGreaterThanOrEqual(alone);
        expect(surest(fuseObjects(mode, { centernet: lower ?? [], nanodet: lower ?? [] }))).toBeGreaterThanOrEqual(alone);
        expect(surest(fuseObjects(mode, { centernet: lower ?? [], 'coco-ssd': lower ?? [] }))).toBeGreaterThanOrEqual(alone);
      }),
    );
  });
});

describe('faces as evidence', () => {
  it('never lose a person, never make one less sure, and add no more people than there are faces', () => {
    fc.assert(
      fc.property(fc.array(anyBox, { maxLength: 6 }), fc.array(fc.record({ box: anyBox, probability: real(0, 1) }), { maxLength: 6 }), real(0, 0.99), (boxes, faces, probability) => {
        const people = boxes.map((box): FusedObject => ({ name: 'person', box, probability }));
        const supported = supportPeopleByFaces(people, faces, 700, 700);
        expect(supported.length).toBeGreaterThanOrEqual(people.length);
        expect(supported.length).toBeLessThanOrEqual(people.length + faces.length);
        for (const box of boxes) expect(supported.find((person) => person.box === box)?.probability).toBeGreaterThanOrEqual(probability - 1e-12);
      }),
    );
  });
});
