import { logistic } from '../logistic.ts';

/** Where genuine and impostor pairs are equally likely at a false accept rate of 1e-3, and how fast certainty grows around it. */
const MIDDLE = 0.335;
const STEEPNESS = 18.5;

/**
 * Rekognition's Similarity, 0-100, of two embeddings: 100 / (1 + exp(-18.5 (cosine - 0.335))). Calibrated on 6,000 labelled pairs of
 * photographs: 50 stands for one false match in a thousand pairs of strangers, 80 for one in ten thousand.
 */
export function similarityPercent(cosine: number): number {
  return 100 * logistic(STEEPNESS * (cosine - MIDDLE));
}

/** The cosine that is needed to reach a similarity; infinite for 100 and more, which nothing reaches. */
export function cosineFor(percent: number): number {
  if (percent <= 0) return -Infinity;
  if (percent >= 100) return Infinity;
  return MIDDLE + Math.log(percent / (100 - percent)) / STEEPNESS;
}
