import type { PixelBox } from '../geometry/box.ts';
import { suppressNonMaxima } from '../geometry/non-maximum-suppression.ts';
import type { CocoClass } from './coco-classes.ts';

/** What one detector takes for an object. */
export interface ObjectCandidate {
  readonly name: CocoClass;
  readonly box: PixelBox;
  /** The detector's own score, 0-1: not comparable between detectors. */
  readonly score: number;
}

/** Non-maximum suppression within each class. */
export function suppressWithinClasses(candidates: readonly ObjectCandidate[], maxOverlap: number): ObjectCandidate[] {
  return [...Map.groupBy(candidates, (candidate) => candidate.name).values()].flatMap((sameClass) => suppressNonMaxima(sameClass, maxOverlap));
}
