import type { Instance, Label } from '@aws-sdk/client-rekognition';
import type { DetectedObject } from '../../vision/vision.ts';
import { toBoundingBox } from '../bounding-box.ts';
import { ancestorsOf, ancestorsOfParent, labelOf } from './taxonomy.ts';

/**
 * Objects as Rekognition's labels, the surest first: one label a name with all its instances, its confidence that of the surest instance;
 * and one for each name that stands above it, with that confidence and without instances.
 */
export function toLabels(objects: readonly DetectedObject[]): Label[] {
  const labels = new Map<string, Label & { Confidence: number; Instances: Instance[] }>();
  // The surest first: a label that is there already has the higher confidence.
  for (const object of objects.toSorted((a, b) => b.confidencePercent - a.confidencePercent)) {
    const { name, aliases, category } = labelOf(object.name);
    const ancestors = ancestorsOf(object.name);
    const known = labels.get(name) ?? emptyLabel(name, object.confidencePercent, ancestors, aliases, category);
    labels.set(name, known);
    known.Instances.push({ BoundingBox: toBoundingBox(object.box), Confidence: object.confidencePercent });
    for (const ancestor of ancestors) {
      if (!labels.has(ancestor)) labels.set(ancestor, emptyLabel(ancestor, object.confidencePercent, ancestorsOfParent(ancestor), [], category));
    }
  }
  return [...labels.values()].sort((a, b) => b.Confidence - a.Confidence);
}

function emptyLabel(name: string, confidencePercent: number, parents: readonly string[], aliases: readonly string[], category: string): Label & { Confidence: number; Instances: Instance[] } {
  return {
    Name: name,
    Confidence: confidencePercent,
    Instances: [],
    Parents: parents.map((Name) => ({ Name })),
    Aliases: aliases.map((Name) => ({ Name })),
    Categories: [{ Name: category }],
  };
}
