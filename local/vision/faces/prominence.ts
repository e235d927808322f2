import { area, clipBox, type PixelBox } from '../geometry/box.ts';
import type { Raster } from '../image/raster.ts';

/** What is left of a face's weight in a corner of the image. */
const WEIGHT_IN_CORNER = 0.25;

export interface SeenFace {
  /** Where the detector saw it. */
  readonly detected: PixelBox;
  /** The box of the whole face by its mesh. */
  readonly whole: PixelBox;
  /** That the detector, and that the mesh saw a face, 0-1 each. */
  readonly detectorScore: number;
  readonly meshScore: number;
}

/**
 * How large a face is seen, in square pixels: the box in which the detector saw it, times the share of the face that lies within the image, times how sure
 * both networks are of it, and somewhat less the further it is from the image's middle. The mesh's box alone would not do: the mesh goes on beyond the
 * image's edge and behind whatever covers a face, so that a bystander of whom half is seen would be larger than the person in the middle.
 *
 * Chosen on 110 photographs of one person among others: the mesh's box errs in 8 of them, this in none; with JPEG quality 15 in 10 of 87 and in none. In
 * these photographs the person wanted is near the middle, as before a webcam: elsewhere the last factor gains nothing.
 */
export function prominence({ detected, whole, detectorScore, meshScore }: SeenFace, image: Pick<Raster, 'widthPx' | 'heightPx'>): number {
  const { widthPx, heightPx } = image;
  const seenShare = area(clipBox(whole, widthPx, heightPx)) / area(whole);
  const fromMiddleX = (detected.left + detected.right - widthPx) / 2;
  const fromMiddleY = (detected.top + detected.bottom - heightPx) / 2;
  const fromMiddle = (fromMiddleX ** 2 + fromMiddleY ** 2) / ((widthPx ** 2 + heightPx ** 2) / 4);
  const weight = 1 - (1 - WEIGHT_IN_CORNER) * Math.min(1, fromMiddle);
  return area(clipBox(detected, widthPx, heightPx)) * seenShare * detectorScore * meshScore * weight;
}
