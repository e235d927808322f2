import type { JudgedDetection } from './object-matching.ts';

const RECALL_POINTS = 101;

/**
 * COCO's average precision: the mean, over the recalls 0, 0.01 … 1, of the best precision at that recall or a higher one; 0 where the
 * recall is not reached. (VOC's has 11 points or the whole area and gives other figures.) Source: pycocotools, COCOeval.accumulate.
 *
 * @param truths objects that are there, at least one
 * @returns 0-1
 */
export function averagePrecision(detections: readonly JudgedDetection[], truths: number): number {
  const recalls: number[] = [];
  const precisions: number[] = [];
  let found = 0;
  for (const [index, { isTrue }] of detections.toSorted((a, b) => b.confidencePercent - a.confidencePercent).entries()) {
    if (isTrue) found += 1;
    recalls.push(found / truths);
    precisions.push(found / (index + 1));
  }
  for (let at = precisions.length - 2; at >= 0; at -= 1) precisions[at] = Math.max(precisions[at] ?? 0, precisions[at + 1] ?? 0);
  let sum = 0;
  let at = 0;
  for (let point = 0; point < RECALL_POINTS; point += 1) {
    while (at < recalls.length && (recalls[at] ?? 0) < point / (RECALL_POINTS - 1)) at += 1;
    sum += precisions[at] ?? 0;
  }
  return sum / RECALL_POINTS;
}
