import type { RatioBox } from '../../vision/geometry/box.ts';

export interface ScoredBox {
  readonly box: RatioBox;
  readonly confidencePercent: number;
}

/** A detection and whether it found something that is there and that no surer detection had found. */
export interface JudgedDetection {
  readonly confidencePercent: number;
  readonly isTrue: boolean;
}

/**
 * COCO's matching within one image and one class: the surest detection first, each takes the object that it overlaps most of those not yet
 * taken, if by the wanted intersection over union.
 *
 * @param minOverlap intersection over union, 0-1
 */
export function matchDetections(detections: readonly ScoredBox[], truths: readonly RatioBox[], minOverlap: number): JudgedDetection[] {
  const free = new Set(truths);
  return detections
    .toSorted((a, b) => b.confidencePercent - a.confidencePercent)
    .map(({ box, confidencePercent }) => {
      let best: RatioBox | null = null;
      let bestOverlap = minOverlap;
      for (const truth of free) {
        const overlap = ratioOverlap(box, truth);
        if (overlap < bestOverlap) continue;
        best = truth;
        bestOverlap = overlap;
      }
      if (best !== null) free.delete(best);
      return { confidencePercent, isTrue: best !== null };
    });
}

/** Intersection over union, 0-1. Ratios of both sides of the same image give what pixels give. */
export function ratioOverlap(a: RatioBox, b: RatioBox): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a.width * a.height + b.width * b.height - shared);
}
