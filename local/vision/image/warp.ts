import { type Affine, scaleOf } from '../geometry/affine.ts';
import { copyWhole, isWhole } from './copy-whole.ts';
import type { Pyramid } from './pyramid.ts';
import { warpTurned } from './warp-turned.ts';
import { warpUpright } from './warp-upright.ts';

/** How a model wants its input: planes of floats, each value = pixel (0-255) * scale + offset. */
export interface InputFormat {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: 'rgb' | 'bgr' | 'grey';
  /** One for each plane of the input, in the input's order. */
  readonly scale: readonly number[];
  readonly offset: readonly number[];
  /** What lies outside the image: black, or the nearest pixel of the image. */
  readonly outside: 'black' | 'nearest';
  /** False for a model that learned from images reduced without smoothing. */
  readonly antialias?: false;
  /** Changes the finished input in place: for a model that wants more than a scale and an offset. */
  readonly adjust?: (input: Float32Array) => void;
}

export function inputLength(format: InputFormat): number {
  return format.widthPx * format.heightPx * (format.channels === 'grey' ? 1 : 3);
}

/**
 * Samples the image bilinearly into a model's input.
 *
 * @param toImage from the input's pixels to the image's
 * @param target holds `inputLength(format)` floats; a new one when absent
 */
export function warp(image: Pyramid, toImage: Affine, format: InputFormat, target = new Float32Array(inputLength(format))): Float32Array {
  const { raster, basePixels } = image.levelFor(format.antialias === false ? 1 : scaleOf(toImage));
  // Pixel centres sit at half coordinates, so a level's pixel is not simply the base's divided.
  const toLevel = (coordinate: number): number => (coordinate + 0.5) / basePixels - 0.5;
  const [a, b, c, d, e, f] = toImage;
  const toRaster: Affine = [a / basePixels, b / basePixels, toLevel(c), d / basePixels, e / basePixels, toLevel(f)];
  if (isWhole(raster, toRaster, format)) copyWhole(raster, format, target);
  else if (b === 0 && d === 0) warpUpright(raster, toRaster, format, target);
  else warpTurned(raster, toRaster, format, target);
  format.adjust?.(target);
  return target;
}
