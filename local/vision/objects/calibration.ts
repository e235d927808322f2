import { logistic } from '../logistic.ts';
import type { CocoClass } from './coco-classes.ts';

export type ObjectDetectorName = 'coco-ssd' | 'centernet';

/** No single detector is believed further than this. */
const MOST_CERTAIN = 0.9;

/** Score at which a detection is as likely right as wrong, and how fast certainty grows around it. */
interface Curve {
  readonly middle: number;
  readonly width: number;
  readonly mostCertain: number;
}

const CENTERNET: Curve = { middle: 0.325, width: 0.07, mostCertain: MOST_CERTAIN };

/**
 * Small phones get low scores from both networks, and hardly anything else is taken for a phone: on 243 photographs without one the
 * highest scores were 0.30 and 0.36. These curves put what lies above that over 85 %.
 */
const PHONE: Readonly<Record<ObjectDetectorName, Curve>> = {
  'coco-ssd': { middle: 0.275, width: 0.065, mostCertain: 0.97 },
  centernet: { middle: 0.235, width: 0.035, mostCertain: 0.97 },
};

/** What a detector's score is worth as a probability, 0-1, so that detectors can be compared and combined. */
export function calibrate(detector: ObjectDetectorName, name: CocoClass, score: number): number {
  if (name === 'cell phone') return onCurve(PHONE[detector], score);
  return detector === 'centernet' ? onCurve(CENTERNET, score) : MOST_CERTAIN * score;
}

/** Independent findings of the same thing: it is not there only if all of them err. */
export function combine(probabilities: readonly number[]): number {
  return 1 - probabilities.reduce((allErr, probability) => allErr * (1 - probability), 1);
}

function onCurve({ middle, width, mostCertain }: Curve, score: number): number {
  return mostCertain * logistic((score - middle) / width);
}
