import type { Instance, Label } from '@aws-sdk/client-rekognition';
import type { DetectedObject } from '../../vision/vision.ts';
import { toBoundingBox } from '../bounding-box.ts';
import { ancestorsOf, ancestorsOfParent, labelOf, type Label as KnownLabel, parentLabel } from './taxonomy.ts';

type FoundLabel = Label & { Name: string; Confidence: number; Instances: Instance[] };

/**
 * Objects as Rekognition's labels, the surest first, of equal ones in the order of the alphabet: one label a name with all its instances,
 * its confidence that of the surest instance; and one for each name that stands above it, with that confidence and without instances.
 */
export function toLabels(objects: readonly DetectedObject[]): Label[] {
  const labels = new Map<string, FoundLabel>();
  // The surest first: a label that is there already has the higher confidence.
  for (const object of objects.toSorted((a, b) => b.confidencePercent - a.confidencePercent)) {
    const label = labelOf(object.name);
    const ancestors = ancestorsOf(object.name);
    const known = labels.get(label.name) ?? withoutInstances(label, object.confidencePercent, ancestors);
    labels.set(label.name, known);
    known.Instances.push({ BoundingBox: toBoundingBox(object.box), Confidence: object.confidencePercent });
    for (const ancestor of ancestors) {
      if (!labels.has(ancestor)) labels.set(ancestor, withoutInstances(parentLabel(ancestor, label), object.confidencePercent, ancestorsOfParent(ancestor)));
    }
  }
  return [...labels.values()].sort((a, b) => b.Confidence - a.Confidence || (a.Name < b.Name ? -1 : 1));
}

function withoutInstances({ name, aliases, category }: KnownLabel, confidencePercent: number, parents: readonly string[]): FoundLabel {
  return {
    Name: name,
    Confidence: confidencePercent,
    Instances: [],
    Parents: parents.map((Name) => ({ Name })),
    Aliases: aliases.map((Name) => ({ Name })),
    Categories: [{ Name: category }],
  };
}
