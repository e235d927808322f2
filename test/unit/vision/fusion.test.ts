import { describe, expect, it } from '@jest/globals';
import { fitWithoutBars } from '../../../local/vision/objects/fitted-input.ts';
import { type Findings, fuseObjects } from '../../../local/vision/objects/object-fusion.ts';
import type { ObjectCandidate } from '../../../local/vision/objects/object-candidate.ts';
import { supportPeopleByFaces } from '../../../local/vision/objects/person-fusion.ts';
import { VISION_MODES } from '../../../local/vision/vision-mode.ts';

const box = (left: number, top: number, right: number, bottom: number) => ({ left, top, right, bottom });
const seen = (name: ObjectCandidate['name'], score: number, ...sides: [number, number, number, number]): ObjectCandidate => ({ name, score, box: box(...sides) });
const FACE = { box: box(130, 60, 190, 140), probability: 0.99 };

/** What all detectors of a mode see alike. */
const all = (...candidates: ObjectCandidate[]) => ({ 'coco-ssd': candidates, centernet: candidates, nanodet: candidates });

describe.each(VISION_MODES)('the fusion of detectors in mode %s', (mode) => {
  it('makes one surer object of what all see', () => {
    const [person, ...others] = fuseObjects(mode, {
      'coco-ssd': [seen('person', 0.62, 100, 50, 220, 400)],
      centernet: [seen('person', 0.5, 104, 45, 225, 396)],
      nanodet: [seen('person', 0.5, 102, 48, 222, 398)],
    });
    expect(others).toEqual([]);
    expect(person?.probability).toBeGreaterThan(0.85);
    expect(person?.box.left).toBeGreaterThan(100);
    expect(person?.box.left).toBeLessThan(104);
  });

  it('is less sure of what one detector alone sees', () => {
    const candidate = seen('chair', 0.5, 10, 10, 60, 40);
    const probability = (findings: Findings) => fuseObjects(mode, findings)[0]?.probability ?? NaN;
    expect(probability({ centernet: [candidate] })).toBeLessThan(probability(all(candidate)));
    expect(probability({ 'coco-ssd': [candidate] })).toBeLessThan(0.5);
  });

  it('does not double an object whose extent they disagree on', () => {
    expect(fuseObjects(mode, { 'coco-ssd': [seen('person', 0.8, 100, 50, 220, 400)], centernet: [seen('person', 0.6, 100, 50, 220, 200)] })).toHaveLength(1);
  });

  it('does not merge two people who overlap', () => {
    const people = fuseObjects(mode, all(seen('person', 0.8, 100, 50, 220, 400), seen('person', 0.8, 160, 50, 280, 400)));
    expect(people).toHaveLength(2);
    expect(people.every((person) => person.probability > 0.85)).toBe(true);
  });

  it('takes what overlaps a surer finding for a second guess', () => {
    const objects = fuseObjects(mode, {
      'coco-ssd': [seen('person', 0.8, 100, 50, 220, 400)],
      centernet: [seen('person', 0.6, 100, 50, 220, 400), seen('person', 0.3, 100, 50, 220, 300)],
    });
    expect(objects).toHaveLength(1);
  });

  it('discounts the unlikelier of two names for the same spot', () => {
    const objects = fuseObjects(mode, all(seen('bowl', 0.9, 10, 10, 60, 40), seen('cup', 0.6, 10, 10, 60, 40)));
    const probabilityOf = (name: string) => objects.find((object) => object.name === name)?.probability;
    expect(probabilityOf('bowl')).toBeGreaterThan(0.85);
    expect(probabilityOf('cup')).toBeLessThan(0.1);
  });

  it('does not discount a phone because it may be a remote control', () => {
    const phone = seen('cell phone', 0.3, 10, 10, 60, 40);
    const [alone] = fuseObjects(mode, all(phone));
    expect(fuseObjects(mode, all(phone, seen('remote', 0.9, 10, 10, 60, 40)))).toContainEqual(alone);
  });

  it('wants less of a score for a phone than for a chair', () => {
    const probability = (name: ObjectCandidate['name']) => fuseObjects(mode, all(seen(name, 0.28, 10, 10, 60, 40)))[0]?.probability ?? NaN;
    expect(probability('cell phone')).toBeGreaterThan(probability('person'));
  });
});

describe('the input of a network that takes any size', () => {
  it.each([
    ['a webcam frame', 1280, 720, 640, 640, 384],
    ['a frame of 4 : 3, without any bars', 640, 480, 640, 640, 480],
    ['an upright photograph', 300, 400, 512, 384, 512],
    ['something like a line', 2_000, 80, 640, 640, 32],
  ])('fits %s', (_, imageWidthPx, imageHeightPx, sidePx, widthPx, heightPx) => {
    expect(fitWithoutBars(imageWidthPx, imageHeightPx, sidePx)).toMatchObject({ widthPx, heightPx });
  });
});

describe('faces as evidence of people', () => {
  it('make the person around them surer', () => {
    const [person, ...others] = supportPeopleByFaces([{ name: 'person', box: box(80, 40, 240, 400), probability: 0.5 }], [FACE], 640, 480);
    expect(others).toEqual([]);
    expect(person?.probability).toBeGreaterThan(0.93);
  });

  it('bring a person where none was found', () => {
    const [person] = supportPeopleByFaces([], [FACE], 640, 480);
    expect(person?.name).toBe('person');
    expect(person?.probability).toBeGreaterThan(0.85);
    expect(person?.box.left).toBeLessThan(FACE.box.left);
  });

  it('count once each: two faces in one box are two people', () => {
    const behind = { box: box(60, 50, 110, 120), probability: 0.99 };
    expect(supportPeopleByFaces([{ name: 'person', box: box(50, 40, 240, 400), probability: 0.9 }], [FACE, behind], 640, 480)).toHaveLength(2);
  });

  it('are spread so that nobody is counted twice', () => {
    // The first face fits both people, the second only the first one's.
    const wide = { name: 'person', box: box(50, 40, 240, 400), probability: 0.95 } as const;
    const narrow = { name: 'person', box: box(120, 50, 200, 400), probability: 0.6 } as const;
    const left = { box: box(60, 50, 110, 120), probability: 0.99 };
    expect(supportPeopleByFaces([wide, narrow], [FACE, left], 640, 480)).toHaveLength(2);
  });

  it('do not belong to a person whose feet they are at', () => {
    const above = { name: 'person', box: box(80, 0, 240, 150), probability: 0.9 } as const;
    const low = { box: box(130, 110, 190, 190), probability: 0.99 };
    expect(supportPeopleByFaces([above], [low], 640, 480)).toHaveLength(2);
  });

  it('leave other objects alone', () => {
    const phone = { name: 'cell phone', box: box(80, 40, 240, 400), probability: 0.5 } as const;
    expect(supportPeopleByFaces([phone], [FACE], 640, 480)).toContainEqual(phone);
  });
});
