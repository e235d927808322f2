import type { CheckResults, EvidenceItem } from '../../domain/check-result.ts';
import type { Box } from '../../domain/geometry.ts';

/** A box to draw over the picture. */
export interface VerdictBox {
  kind: 'person' | 'face' | 'identity' | 'stranger' | 'object';
  tone: 'pass' | 'fail';
  /** The object's or person's name; null where the kind says all. */
  name: string | null;
  confidencePercent: number;
  box: Box;
}

/** Two boxes that overlap this much show the same face. */
const SAME_FACE_OVERLAP = 0.4;

/** What explains a verdict at a glance: every face and who it is, forbidden objects, and people where there are too many. */
export function verdictBoxes(checks: CheckResults): VerdictBox[] {
  const [objects, people, identity, faces] = checks;
  const boxes: VerdictBox[] = [];

  if (people.reason === 'SEVERAL_PEOPLE') {
    boxes.push(...located(people.evidence).filter(({ confidencePercent, thresholdPercent }) => confidencePercent >= (thresholdPercent ?? 0)).map((item) => toBox(item, 'person', 'fail')));
  }
  boxes.push(...located(objects.evidence).filter(({ name }) => objects.details.names.includes(name)).map((item) => ({ ...toBox(item, 'object', 'fail'), name: item.name })));

  const known = located(identity.evidence)[0];
  if (known !== undefined) {
    const { match } = identity.details;
    const tone = identity.outcome === 'pass' ? 'pass' : 'fail';
    boxes.push({ ...toBox(known, match === null ? 'stranger' : 'identity', tone), name: match?.fullName ?? null });
  }
  const others = located(faces.evidence).filter(({ box }) => known === undefined || overlap(box, known.box) < SAME_FACE_OVERLAP);
  boxes.push(...others.map((item) => toBox(item, 'face', faces.outcome === 'pass' ? 'pass' : 'fail')));
  return boxes;
}

type LocatedItem = EvidenceItem & { box: Box };

function located(evidence: readonly EvidenceItem[]): LocatedItem[] {
  return evidence.filter((item): item is LocatedItem => item.box !== null);
}

function toBox({ confidencePercent, box }: LocatedItem, kind: VerdictBox['kind'], tone: VerdictBox['tone']): VerdictBox {
  return { kind, tone, name: null, confidencePercent, box };
}

/** Intersection over union, 0 to 1. */
function overlap(a: Box, b: Box): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / (a.width * a.height + b.width * b.height - width * height);
}
