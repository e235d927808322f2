import { intersectionOverUnion, overlapOfSmaller, type PixelBox } from '../geometry/box.ts';
import type { VisionMode } from '../vision-mode.ts';
import { evidence, type ObjectDetectorName, probabilityOf, worth } from './calibration.ts';
import type { CocoClass } from './coco-classes.ts';
import type { ObjectCandidate } from './object-candidate.ts';

/** An object, its probability calibrated over all detectors. */
export interface FusedObject {
  readonly name: CocoClass;
  readonly box: PixelBox;
  /** 0-1. */
  readonly probability: number;
}

/** What each detector found. */
export type Findings = Readonly<Partial<Record<ObjectDetectorName, readonly ObjectCandidate[]>>>;

/** Boxes of different detectors that overlap by more than this (intersection over union) show the same object. */
const SAME_OVERLAP = 0.5;
/** Where a box is left over on both sides, less is enough: the detectors disagree on its extent, not on the object. */
const LOOSE_OVERLAP = 0.3;
const LOOSE_CONTAINMENT = 0.75;
/** Different names for boxes that overlap by more than this are rivals for the same object. */
const RIVAL_OVERLAP = 0.7;
/** What overlaps a surer object of the same name this much is a second guess at it. */
const REPEATED_OVERLAP = 0.55;

interface Evidence {
  readonly detector: ObjectDetectorName;
  readonly box: PixelBox;
  readonly evidence: number;
  readonly worth: number;
}

/**
 * Joins what the detectors found. An object is made of at most one candidate of each, so that two people who overlap are not merged and
 * one person whom all see is not doubled; its box is the mean of theirs, weighted by what each is worth.
 */
export function fuseObjects(mode: VisionMode, findings: Findings): FusedObject[] {
  const candidates = Object.entries(findings) as [ObjectDetectorName, readonly ObjectCandidate[]][];
  const byName = Map.groupBy(
    candidates.flatMap(([detector, found]) => found.map((candidate) => ({ detector, candidate }))),
    ({ candidate }) => candidate.name,
  );
  const fused = [...byName].flatMap(([name, found]) => {
    const weighed = found.map(({ detector, candidate: { box, score } }): Evidence => {
      const ofScore = evidence(detector, name, score);
      return { detector, box, evidence: ofScore, worth: worth(mode, name, detector, ofScore) };
    });
    return withoutRepetitions(groupByObject(weighed).map((group) => fuse(mode, name, group)));
  });
  return discountRivals(fused);
}

/** The strongest evidence first takes the closest of each other detector. */
function groupByObject(found: readonly Evidence[]): Evidence[][] {
  const free = new Set(found.toSorted(strongestFirst));
  const groups: Evidence[][] = [];
  for (const first of free) {
    free.delete(first);
    const group = [first];
    const closest = new Map<ObjectDetectorName, Evidence>();
    for (const other of free) {
      const known = closest.get(other.detector);
      if (other.detector !== first.detector && closeness(first.box, other.box) > (known ? closeness(first.box, known.box) : 0)) closest.set(other.detector, other);
    }
    for (const other of closest.values()) {
      free.delete(other);
      group.push(other);
    }
    groups.push(group);
  }
  return groups;
}

/** Where the evidence is equal, by what does not depend on who was asked first. */
function strongestFirst(a: Evidence, b: Evidence): number {
  return (
    b.evidence - a.evidence ||
    b.worth - a.worth ||
    a.box.left - b.box.left ||
    a.box.top - b.box.top ||
    a.box.right - b.box.right ||
    a.box.bottom - b.box.bottom ||
    a.detector.localeCompare(b.detector)
  );
}

/** Above 1 for boxes that clearly show the same object, 0-1 for those that may, 0 for the others. */
function closeness(a: PixelBox, b: PixelBox): number {
  const overlap = intersectionOverUnion(a, b);
  if (overlap > SAME_OVERLAP) return 1 + overlap;
  return overlap > LOOSE_OVERLAP || overlapOfSmaller(a, b) > LOOSE_CONTAINMENT ? overlap : 0;
}

function fuse(mode: VisionMode, name: CocoClass, group: readonly Evidence[]): FusedObject {
  const total = group.reduce((sum, each) => sum + each.worth, 0);
  const mean = (side: keyof PixelBox): number => group.reduce((sum, each) => sum + each.box[side] * (total > 0 ? each.worth / total : 1 / group.length), 0);
  const box = { left: mean('left'), top: mean('top'), right: mean('right'), bottom: mean('bottom') };
  return { name, box, probability: probabilityOf(mode, name, total) };
}

function withoutRepetitions(objects: readonly FusedObject[]): FusedObject[] {
  const kept: FusedObject[] = [];
  for (const object of objects.toSorted((a, b) => b.probability - a.probability)) {
    if (kept.every((surer) => intersectionOverUnion(surer.box, object.box) <= REPEATED_OVERLAP)) kept.push(object);
  }
  return kept;
}

/**
 * A thing is either a cup or a bowl: the less likely name counts only so far as the more likely one may be wrong. Not so a phone: what may
 * be a remote control or a phone, somebody should look at.
 */
function discountRivals(objects: readonly FusedObject[]): FusedObject[] {
  return objects.map((object) => {
    if (object.name === 'cell phone') return object;
    const rivals = objects.filter((other) => other.name !== object.name && other.probability > object.probability && intersectionOverUnion(other.box, object.box) > RIVAL_OVERLAP);
    return rivals.length === 0 ? object : { ...object, probability: object.probability * (1 - Math.max(...rivals.map((rival) => rival.probability))) };
  });
}
