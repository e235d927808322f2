import { intersectionOverUnion, overlapOfSmaller, type PixelBox } from '../geometry/box.ts';
import { calibrate, combine } from './calibration.ts';
import type { CocoClass } from './coco-classes.ts';
import type { ObjectCandidate } from './object-candidate.ts';

/** An object, its probability calibrated over all detectors. */
export interface FusedObject {
  readonly name: CocoClass;
  readonly box: PixelBox;
  /** 0-1. */
  readonly probability: number;
}

/** Boxes of two detectors that overlap by more than this (intersection over union) show the same object. */
const SAME_OVERLAP = 0.5;
/** Where a box is left over on both sides, less is enough: the detectors disagree on its extent, not on the object. */
const LOOSE_OVERLAP = 0.3;
const LOOSE_CONTAINMENT = 0.75;
/** Different names for boxes that overlap by more than this are rivals for the same object. */
const RIVAL_OVERLAP = 0.7;
/** What one detector sees alone, this much over what both see, is its second guess at the same object. */
const REPEATED_OVERLAP = 0.55;

interface CalibratedCandidate extends FusedObject {
  readonly confirmed: boolean;
}

/**
 * Joins what two detectors found. A candidate of one is paired with at most one of the other, so that two people who overlap are not
 * merged and one person whom both see is not doubled.
 */
export function fuseObjects(ssd: readonly ObjectCandidate[], centernet: readonly ObjectCandidate[]): FusedObject[] {
  const names = new Set([...ssd, ...centernet].map((candidate) => candidate.name));
  const fused = [...names].flatMap((name) => {
    const ofClass = (candidates: readonly ObjectCandidate[]): ObjectCandidate[] => candidates.filter((candidate) => candidate.name === name);
    return fuseClass(name, ofClass(ssd), ofClass(centernet));
  });
  return discountRivals(fused);
}

/** A thing is either a phone or a remote control: the less likely name counts only so far as the more likely one may be wrong. */
function discountRivals(objects: readonly FusedObject[]): FusedObject[] {
  return objects.map((object) => {
    const rivals = objects.filter((other) => other.name !== object.name && other.probability > object.probability && intersectionOverUnion(other.box, object.box) > RIVAL_OVERLAP);
    return rivals.length === 0 ? object : { ...object, probability: object.probability * (1 - Math.max(...rivals.map((rival) => rival.probability))) };
  });
}

function fuseClass(name: CocoClass, ssd: readonly ObjectCandidate[], centernet: readonly ObjectCandidate[]): FusedObject[] {
  const pairs = pairUp(ssd, centernet);
  const paired = new Set(pairs.flat());
  const confirmed = pairs.map(([first, second]): CalibratedCandidate => {
    const [ofSsd, ofCentreNet] = [calibrate('coco-ssd', name, first.score), calibrate('centernet', name, second.score)];
    return { name, box: ofSsd >= ofCentreNet ? first.box : second.box, probability: combine([ofSsd, ofCentreNet]), confirmed: true };
  });
  const alone = [
    ...ssd.filter((each) => !paired.has(each)).map(({ box, score }) => ({ box, probability: calibrate('coco-ssd', name, score) })),
    ...centernet.filter((each) => !paired.has(each)).map(({ box, score }) => ({ box, probability: calibrate('centernet', name, score) })),
  ].filter(({ box }) => confirmed.every((other) => intersectionOverUnion(other.box, box) <= REPEATED_OVERLAP));
  return [...confirmed, ...alone].map(({ box, probability }) => ({ name, box, probability }));
}

/** One to one, the closest first. */
function pairUp(ssd: readonly ObjectCandidate[], centernet: readonly ObjectCandidate[]): [ObjectCandidate, ObjectCandidate][] {
  const possible = ssd
    .flatMap((first) => centernet.map((second) => ({ first, second, closeness: closeness(first.box, second.box) })))
    .filter((pair) => pair.closeness > 0)
    .sort((a, b) => b.closeness - a.closeness);
  const taken = new Set<ObjectCandidate>();
  const pairs: [ObjectCandidate, ObjectCandidate][] = [];
  for (const { first, second } of possible) {
    if (taken.has(first) || taken.has(second)) continue;
    taken.add(first).add(second);
    pairs.push([first, second]);
  }
  return pairs;
}

/** Above 1 for boxes that clearly show the same object, 0-1 for those that may, 0 for the others. */
function closeness(a: PixelBox, b: PixelBox): number {
  const overlap = intersectionOverUnion(a, b);
  if (overlap > SAME_OVERLAP) return 1 + overlap;
  return overlap > LOOSE_OVERLAP || overlapOfSmaller(a, b) > LOOSE_CONTAINMENT ? overlap : 0;
}
