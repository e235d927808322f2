import type { EvidenceItem } from '../check-result.ts';
import { KNOWN_LABELS } from '../labels.ts';
import type { Policy, PolicyObject } from '../policy.ts';

/** Whether a label on record is what an object of another policy names; null where the record cannot tell. */
type Meant = boolean | null;

/**
 * Whether labels on record show an object of another policy. A record holds the labels' names, not their aliases and what stands above them. Those that
 * we know are known from KNOWN_LABELS; of any other label what stands above it is on record as a label of its own, as Rekognition lists it, and that
 * it went by one of the recorded policy's names is told by the threshold that it was held against, when no other name explains that threshold.
 */
export function judgeLabels(evidence: readonly EvidenceItem[], before: Policy, policy: Policy): { isPresent: boolean; isUnknownNamed: boolean } {
  // A label's instances follow it, each with its box.
  const labels = evidence.filter(({ box }) => box === null);
  const meant = policy.objects.flatMap((object) =>
    labels.filter(({ confidencePercent }) => confidencePercent >= thresholdOf(object, policy)).map((label) => isMeant(object, label, before)),
  );
  const isUnknownNamed = policy.objects.some((object) => !isNamed(object, before) && !isKnown(object) && !labels.some(({ name }) => fold(name) === fold(object.name)));
  return { isPresent: meant.includes(true), isUnknownNamed: isUnknownNamed || meant.includes(null) };
}

function isMeant(object: PolicyObject, label: EvidenceItem, before: Policy): Meant {
  const known = KNOWN_LABELS.find(({ name }) => name === label.name);
  const names = [label.name, ...(known?.aliases ?? []), ...(known?.parents ?? [])].map(fold);
  if (names.includes(fold(object.name))) return true;
  const recorded = before.objects.find(({ name }) => fold(name) === fold(object.name));
  // The label's threshold is the lowest of those of all its names.
  if (known !== undefined || recorded === undefined || label.thresholdPercent === null || thresholdOf(recorded, before) < label.thresholdPercent) return false;
  const explaining = before.objects.filter((other) => thresholdOf(other, before) === label.thresholdPercent);
  if (explaining.length === 1 && explaining[0] === recorded) return true;
  return isKnown(object) ? false : null;
}

function isNamed({ name }: PolicyObject, { objects }: Policy): boolean {
  return objects.some((object) => fold(object.name) === fold(name));
}

function isKnown({ name }: PolicyObject): boolean {
  return KNOWN_LABELS.some((label) => [label.name, ...label.aliases].some((other) => fold(other) === fold(name)));
}

function thresholdOf({ confidencePercent }: PolicyObject, { minConfidencePercent }: Policy): number {
  return confidencePercent ?? minConfidencePercent;
}

function fold(name: string): string {
  return name.trim().toLowerCase();
}
