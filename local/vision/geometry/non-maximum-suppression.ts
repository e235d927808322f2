import { intersectionOverUnion, type PixelBox } from './box.ts';

/**
 * Greedy non-maximum suppression: of detections that overlap by more than `maxOverlap` (intersection over union), the best stays.
 *
 * @returns what stays, best first
 */
export function suppressNonMaxima<D extends { readonly box: PixelBox; readonly score: number }>(detections: readonly D[], maxOverlap: number): D[] {
  const kept: D[] = [];
  for (const candidate of detections.toSorted((a, b) => b.score - a.score)) {
    if (kept.every((better) => intersectionOverUnion(better.box, candidate.box) <= maxOverlap)) kept.push(candidate);
  }
  return kept;
}
