import { area, intersectionOverUnion, type PixelBox } from '../geometry/box.ts';
import type { ObjectCandidate } from './object-candidate.ts';

/**
 * Four overlapping parts of the image, seen one by one at a higher resolution: how a small phone is found. Each is this much of the
 * image's width and height.
 */
const PART = 0.6;

/** Larger things are seen better in the whole image. */
const MAX_AREA_RATIO = 0.1;

/** A box that ends this close to a part's inner edge, as a ratio of the part's side, is probably cut off there. */
const EDGE = 0.01;

const SAME_OVERLAP = 0.45;

export function closeUpParts(widthPx: number, heightPx: number): PixelBox[] {
  const horizontal = [[0, PART * widthPx], [(1 - PART) * widthPx, widthPx]] as const;
  const vertical = [[0, PART * heightPx], [(1 - PART) * heightPx, heightPx]] as const;
  return vertical.flatMap(([top, bottom]) => horizontal.map(([left, right]) => ({ left, top, right, bottom })));
}

/** Whether what was found in a part is a small, whole object. A person in a close-up is most often a piece of a person. */
export function isWholeAndSmall({ name, box }: ObjectCandidate, part: PixelBox, widthPx: number, heightPx: number): boolean {
  const marginX = EDGE * (part.right - part.left);
  const marginY = EDGE * (part.bottom - part.top);
  return (
    name !== 'person' &&
    area(box) <= MAX_AREA_RATIO * widthPx * heightPx &&
    (part.left === 0 || box.left > part.left + marginX) &&
    (part.top === 0 || box.top > part.top + marginY) &&
    (part.right === widthPx || box.right < part.right - marginX) &&
    (part.bottom === heightPx || box.bottom < part.bottom - marginY)
  );
}

/** Adds what the close-ups found to what the same network found in the whole image: of the same object the better finding stays. */
export function withCloseUps(whole: readonly ObjectCandidate[], closeUps: readonly ObjectCandidate[]): ObjectCandidate[] {
  const kept: ObjectCandidate[] = [...whole];
  for (const closeUp of closeUps) {
    const same = kept.findIndex((other) => other.name === closeUp.name && intersectionOverUnion(other.box, closeUp.box) > SAME_OVERLAP);
    if (same === -1) kept.push(closeUp);
    else if ((kept[same]?.score ?? 0) < closeUp.score) kept[same] = closeUp;
  }
  return kept;
}
