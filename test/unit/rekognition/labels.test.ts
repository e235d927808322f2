import { describe, expect, it } from '@jest/globals';
import { toLabels } from '../../../local/rekognition/labels/labels.ts';
import { ancestorsOf, labelOf } from '../../../local/rekognition/labels/taxonomy.ts';
import { COCO_CLASSES, CLASS_OF_CATEGORY_ID } from '../../../local/vision/objects/coco-classes.ts';

const BOX = { left: 0.1, top: 0.2, width: 0.3, height: 0.4 };

describe('labels', () => {
  it('a phone is a Mobile Phone, also called Cell Phone, below Phone and Electronics', () => {
    const labels = toLabels([{ name: 'cell phone', box: BOX, confidencePercent: 91 }]);
    expect(labels[1]).toEqual({
      Name: 'Mobile Phone',
      Confidence: 91,
      Instances: [{ BoundingBox: { Left: 0.1, Top: 0.2, Width: 0.3, Height: 0.4 }, Confidence: 91 }],
      Parents: [{ Name: 'Electronics' }, { Name: 'Phone' }],
      Aliases: [{ Name: 'Cell Phone' }],
      Categories: [{ Name: 'Technology and Computing' }],
    });
    expect([labels[0], labels[2]]).toMatchObject([
      { Name: 'Electronics', Confidence: 91, Instances: [], Parents: [], Categories: [{ Name: 'Technology and Computing' }] },
      { Name: 'Phone', Confidence: 91, Instances: [], Parents: [{ Name: 'Electronics' }] },
    ]);
  });

  it('have all instances of a name, and the confidence of the surest', () => {
    const [person, ...others] = toLabels([
      { name: 'person', box: BOX, confidencePercent: 60 },
      { name: 'person', box: BOX, confidencePercent: 99 },
    ]);
    expect(others).toEqual([]);
    expect(person).toMatchObject({ Name: 'Person', Confidence: 99, Parents: [], Instances: [{ Confidence: 99 }, { Confidence: 60 }] });
  });

  it('what stands above several is there once, as sure as the surest', () => {
    const labels = toLabels([
      { name: 'cat', box: BOX, confidencePercent: 70 },
      { name: 'dog', box: BOX, confidencePercent: 80 },
    ]);
    expect(labels.filter((label) => label.Name === 'Animal')).toMatchObject([{ Confidence: 80 }]);
    expect(labels.map((label) => label.Confidence)).toEqual(labels.map((label) => label.Confidence).toSorted((a = 0, b = 0) => b - a));
  });

  it('of one confidence are in the order of the alphabet, as Rekognition answers a dog', () => {
    expect(toLabels([{ name: 'dog', box: BOX, confidencePercent: 99 }]).map(({ Name, Parents }) => [Name, Parents?.map((parent) => parent.Name)])).toEqual([
      ['Animal', []],
      ['Canine', ['Animal', 'Mammal']],
      ['Dog', ['Animal', 'Canine', 'Mammal', 'Pet']],
      ['Mammal', ['Animal']],
      ['Pet', ['Animal']],
    ]);
  });

  it('may stand in another category than what is above them', () => {
    const labels = toLabels([{ name: 'fire hydrant', box: BOX, confidencePercent: 97 }]);
    expect(labels.map(({ Name, Categories }) => [Name, Categories])).toEqual([
      ['Fire Hydrant', [{ Name: 'Public Safety' }]],
      ['Hydrant', [{ Name: 'Tools and Machinery' }]],
    ]);
  });

  it('exist for every class of the detectors, under different names', () => {
    expect(new Set(COCO_CLASSES.map((name) => labelOf(name).name)).size).toBe(80);
    for (const name of COCO_CLASSES) expect(ancestorsOf(name)).not.toContain(labelOf(name).name);
  });

  it('are found by the category ids of COCO', () => {
    expect(CLASS_OF_CATEGORY_ID.size).toBe(80);
    expect(CLASS_OF_CATEGORY_ID.get(1)).toBe('person');
    expect(CLASS_OF_CATEGORY_ID.get(77)).toBe('cell phone');
    expect(CLASS_OF_CATEGORY_ID.get(90)).toBe('toothbrush');
    expect(CLASS_OF_CATEGORY_ID.get(12)).toBeUndefined();
  });
});
