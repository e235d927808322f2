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
 * photographs. Data: 128 photographs of COCO with their labels, 63 of small phones on floors, 107 of faces and groups; five-fold
 * cross-validation by photograph. In mode accurate the log-odds of the other names are four fifths of what the regression says, for it was too sure of
 * labels it said with 80-90 %: of them are right now 26 of 31, in mode fast 21 of 24.
 */
const WEIGHTS: Readonly<Record<VisionMode, Readonly<Record<ClassGroup, Weights>>>> = {
  accurate: {
    person: { bias: -4.34, of: { 'coco-ssd': 0.5, centernet: 1.93, nanodet: 1.04 } },
    phone: { bias: -5.28, of: { 'coco-ssd': 0.7, centernet: 2.74, nanodet: 1.89 } },
    other: { bias: -3.13, of: { 'coco-ssd': 1.37, centernet: 2.18, nanodet: 0.32 } },
  },
  fast: {
    person: { bias: -3.78, of: { 'coco-ssd': 0.65, centernet: 2.24 } },
    phone: { bias: -3.61, of: { 'coco-ssd': 0.73, centernet: 2.66 } },
    other: { bias: -3.18, of: { 'coco-ssd': 1.62, centernet: 2.21 } },
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
