import { logistic, logit } from '../logistic.ts';
import type { VisionMode } from '../vision-mode.ts';
import type { CocoClass } from './coco-classes.ts';

export type ObjectDetectorName = 'coco-ssd' | 'centernet' | 'nanodet';

/**
 * The score from which a detector is listened to. Those that see small phones give them low scores, and phones are what an exam looks for
 * most; what SSD takes for a phone with a low score is none.
 */
const MIN_SCORES: Readonly<Record<ObjectDetectorName, { readonly any: number; readonly phone: number }>> = {
  'coco-ssd': { any: 0.15, phone: 0.25 },
  centernet: { any: 0.1, phone: 0.06 },
  nanodet: { any: 0.15, phone: 0.1 },
};

export function minScore(detector: ObjectDetectorName, name: CocoClass): number {
  return MIN_SCORES[detector][name === 'cell phone' ? 'phone' : 'any'];
}

/** A higher score is no surer than this: log-odds have no end, and nothing is certain. */
const HIGHEST_SCORE = 0.995;

/** How far, in log-odds, a detector's score is above the lowest that counts. A detector that sees nothing has the evidence 0. */
export function evidence(detector: ObjectDetectorName, name: CocoClass, score: number): number {
  return Math.max(0, logit(Math.min(score, HIGHEST_SCORE)) - logit(minScore(detector, name)));
}

/** Classes that differ in how far the detectors can be trusted. */
type ClassGroup = 'person' | 'phone' | 'other';

/** Log-odds of an object that nobody has evidence for, and what a detector's evidence adds to them. */
interface Weights {
  readonly bias: number;
  readonly of: Readonly<Partial<Record<ObjectDetectorName, number>>>;
}

/**
 * Fitted by logistic regression (a weight is drawn to 0.7 by a penalty of 1, none is negative), once for each mode, so that a confidence
 * means the same in both. Right is a person whose box overlaps a labelled one by half; of other names the surest instance of an image that
 * shows such a thing, for that is what a label says. Objects without a phone count twice for phones: exams have fewer of them than the
 * photographs. Data: 128 photographs of COCO with their labels, 63 of small phones on floors, 107 of faces and groups, each also mirrored, which
 * evens out what a single photograph happens to score; five-fold cross-validation by photograph. Of the labels said with 80-90 % there are right:
 * accurate 32 of 36, fast 24 of 27.
 */
const WEIGHTS: Readonly<Record<VisionMode, Readonly<Record<ClassGroup, Weights>>>> = {
  accurate: {
    person: { bias: -3.28, of: { 'coco-ssd': 0.46, centernet: 1.04, nanodet: 1.49 } },
    phone: { bias: -4.9, of: { 'coco-ssd': 0.66, centernet: 2.91, nanodet: 1.67 } },
    other: { bias: -3.65, of: { 'coco-ssd': 1.65, centernet: 2.64, nanodet: 0.38 } },
  },
  fast: {
    person: { bias: -3.47, of: { 'coco-ssd': 0.67, centernet: 2.09 } },
    phone: { bias: -3.12, of: { 'coco-ssd': 0.62, centernet: 2.44 } },
    other: { bias: -3.06, of: { 'coco-ssd': 1.59, centernet: 2.23 } },
  },
};

/** What a detector's evidence is worth, in log-odds. */
export function worth(mode: VisionMode, name: CocoClass, detector: ObjectDetectorName, ofEvidence: number): number {
  return (WEIGHTS[mode][groupOf(name)].of[detector] ?? 0) * ofEvidence;
}

/** The probability, 0-1, of an object for which the detectors' evidence is worth so much altogether. */
export function probabilityOf(mode: VisionMode, name: CocoClass, totalWorth: number): number {
  return logistic(WEIGHTS[mode][groupOf(name)].bias + totalWorth);
}

/** Independent findings of the same thing: it is not there only if all of them err. */
export function combine(probabilities: readonly number[]): number {
  return 1 - probabilities.reduce((allErr, probability) => allErr * (1 - probability), 1);
}

function groupOf(name: CocoClass): ClassGroup {
  if (name === 'person') return 'person';
  return name === 'cell phone' ? 'phone' : 'other';
}
