import { type Affine, letterbox, squareCrop } from '../geometry/affine.ts';
import type { PixelBox } from '../geometry/box.ts';

/** The input that an image gets of a network that takes any size. */
export interface FittedInput {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly toImage: Affine;
}

/** The networks halve their input five times. */
const MULTIPLE_PX = 32;

/**
 * As much input as the image fills, its aspect ratio kept: a square one would be a quarter bars for a webcam's 4 : 3, and cost as much
 * more. What is left of bars is less than 32 pixels.
 *
 * @param sidePx of the input, for the image's longer side; a multiple of 32
 */
export function fitWithoutBars(imageWidthPx: number, imageHeightPx: number, sidePx: number): FittedInput {
  const scale = sidePx / Math.max(imageWidthPx, imageHeightPx);
  const fitted = (lengthPx: number): number => MULTIPLE_PX * Math.max(1, Math.ceil((Math.round(lengthPx * scale)) / MULTIPLE_PX));
  const [widthPx, heightPx] = [fitted(imageWidthPx), fitted(imageHeightPx)];
  return { widthPx, heightPx, toImage: letterbox(imageWidthPx, imageHeightPx, widthPx, heightPx) };
}

/**
 * A square part of the image, for a closer look at it; what it has outside the image is bars.
 *
 * @param sidePx of the input; a multiple of 32
 */
export function fitRegion({ left, top, right, bottom }: PixelBox, sidePx: number): FittedInput {
  const centre = { x: (left + right) / 2, y: (top + bottom) / 2 };
  return { widthPx: sidePx, heightPx: sidePx, toImage: squareCrop(centre, Math.max(right - left, bottom - top), 0, sidePx) };
}
