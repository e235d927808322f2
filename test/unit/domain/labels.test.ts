import { describe, expect, it } from '@jest/globals';
import { KNOWN_LABELS } from '../../../domain/labels.ts';
import { ancestorsOf, ancestorsOfParent, labelOf, parentLabel } from '../../../local/rekognition/labels/taxonomy.ts';
import { COCO_CLASSES } from '../../../local/vision/objects/coco-classes.ts';

describe('the labels that a policy can name', () => {
  it('are those that the engine of one machine can see, people apart, and those above them', () => {
    const seen = new Map(KNOWN_LABELS.map((label) => [label.name, label]));
    const named = new Set<string>();
    for (const cocoClass of COCO_CLASSES.filter((name) => name !== 'person')) {
      const { name, category, aliases } = labelOf(cocoClass);
      expect(seen.get(name)).toEqual({ name, category, aliases, parents: ancestorsOf(cocoClass) });
      named.add(name);
      for (const parent of ancestorsOf(cocoClass)) {
        expect(seen.get(parent)).toMatchObject({ aliases: parentLabel(parent, labelOf(cocoClass)).aliases, parents: ancestorsOfParent(parent) });
        named.add(parent);
      }
    }
    expect([...named].sort()).toEqual(KNOWN_LABELS.map(({ name }) => name));
  });
});
