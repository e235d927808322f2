import { describe, expect, it } from '@jest/globals';
import { isWholeAndSmall, withCloseUps } from '../../../local/vision/objects/close-ups.ts';
import { fuseObjects } from '../../../local/vision/objects/object-fusion.ts';
import type { ObjectCandidate } from '../../../local/vision/objects/object-candidate.ts';
import { supportPeopleByFaces } from '../../../local/vision/objects/person-fusion.ts';

const box = (left: number, top: number, right: number, bottom: number) => ({ left, top, right, bottom });
const seen = (name: ObjectCandidate['name'], score: number, ...sides: [number, number, number, number]): ObjectCandidate => ({ name, score, box: box(...sides) });
const FACE = { box: box(130, 60, 190, 140), probability: 0.99 };

describe('the fusion of two detectors', () => {
  it('makes one surer object of what both see', () => {
    const [person, ...others] = fuseObjects([seen('person', 0.62, 100, 50, 220, 400)], [seen('person', 0.5, 104, 45, 225, 396)]);
    expect(others).toEqual([]);
    expect(person?.probability).toBeGreaterThan(0.85);
  });

  it('does not double an object whose extent they disagree on', () => {
    expect(fuseObjects([seen('person', 0.8, 100, 50, 220, 400)], [seen('person', 0.6, 100, 50, 220, 200)])).toHaveLength(1);
  });

  it('does not merge two people who overlap', () => {
    const left = [100, 50, 220, 400] as const;
    const right = [160, 50, 280, 400] as const;
    const people = fuseObjects([seen('person', 0.8, ...left), seen('person', 0.8, ...right)], [seen('person', 0.6, ...left), seen('person', 0.6, ...right)]);
    expect(people).toHaveLength(2);
    expect(people.every((person) => person.probability > 0.85)).toBe(true);
  });

  it('takes what one detector alone sees over a shared finding for its second guess', () => {
    const objects = fuseObjects([seen('person', 0.8, 100, 50, 220, 400)], [seen('person', 0.6, 100, 50, 220, 400), seen('person', 0.3, 100, 50, 220, 300)]);
    expect(objects).toHaveLength(1);
  });

  it('keeps objects of different names on the same spot, the unlikelier one discounted', () => {
    const objects = fuseObjects([seen('cell phone', 0.9, 10, 10, 60, 40), seen('remote', 0.8, 10, 10, 60, 40)], []);
    const probabilityOf = (name: string) => objects.find((object) => object.name === name)?.probability;
    expect(probabilityOf('cell phone')).toBeGreaterThan(0.85);
    expect(probabilityOf('remote')).toBeLessThan(0.1);
  });

  it.each([
    ['a chair', 'chair', 0.3],
    ['a phone', 'cell phone', 0.31],
  ] as const)('is sure at its own score: %s', (_, name, score) => {
    const [object] = fuseObjects([], [seen(name, score, 10, 10, 60, 40)]);
    expect((object?.probability ?? 0) > 0.85).toBe(name === 'cell phone');
  });
});

describe('close-ups', () => {
  const part = box(0, 0, 384, 288);

  it.each([
    ['a whole small phone', seen('cell phone', 0.5, 100, 100, 160, 130), true],
    ['a piece of a person', seen('person', 0.9, 100, 100, 160, 130), false],
    ['something cut off by the inner edge', seen('cell phone', 0.5, 340, 100, 384, 130), false],
    ['something at the edge of the image', seen('cell phone', 0.5, 0, 100, 40, 130), true],
    ['something large', seen('laptop', 0.9, 10, 10, 300, 250), false],
  ])('keep %s: %#', (_, candidate, kept) => {
    expect(isWholeAndSmall(candidate, part, 640, 480)).toBe(kept);
  });

  it('replace a weaker finding of the same object and add others', () => {
    const weak = seen('cell phone', 0.25, 100, 100, 160, 130);
    const strong = seen('cell phone', 0.6, 102, 100, 162, 131);
    const other = seen('book', 0.4, 300, 300, 350, 350);
    expect(withCloseUps([weak], [strong, other])).toEqual([strong, other]);
    expect(withCloseUps([strong], [weak])).toEqual([strong]);
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
