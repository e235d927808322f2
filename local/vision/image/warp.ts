import { type Affine, scaleOf } from '../geometry/affine.ts';
import type { Pyramid } from './pyramid.ts';

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
  const [a, b, d, e] = [toImage[0] / basePixels, toImage[1] / basePixels, toImage[3] / basePixels, toImage[4] / basePixels];
  const [c, f] = [toLevel(toImage[2]), toLevel(toImage[5])];
  const pixel = new Float64Array(3);
  const write = writer(format, target);
  const clamp = format.outside === 'nearest';
  const { widthPx: width, heightPx: height, data } = raster;
  for (let y = 0, at = 0; y < format.heightPx; y += 1) {
    for (let x = 0; x < format.widthPx; x += 1, at += 1) {
      let sourceX = a * x + b * y + c;
      let sourceY = d * x + e * y + f;
      if (clamp) {
        sourceX = Math.min(Math.max(sourceX, 0), width - 1);
        sourceY = Math.min(Math.max(sourceY, 0), height - 1);
      }
      sample(data, width, height, sourceX, sourceY, pixel);
      write(pixel, at);
    }
  }
  return target;
}

/** The bilinear mean of the four pixels around a point; those outside the image count as black. */
function sample(data: Uint8Array, width: number, height: number, x: number, y: number, pixel: Float64Array): void {
  pixel[0] = 0;
  pixel[1] = 0;
  pixel[2] = 0;
  if (!(x > -1 && y > -1 && x < width && y < height)) return;
  const left = Math.floor(x);
  const top = Math.floor(y);
  const right = x - left;
  const bottom = y - top;
  const at = (top * width + left) * 3;
  const hasLeft = left >= 0;
  const hasRight = left + 1 < width;
  if (top >= 0) {
    if (hasLeft) add(data, at, (1 - right) * (1 - bottom), pixel);
    if (hasRight) add(data, at + 3, right * (1 - bottom), pixel);
  }
  if (top + 1 < height) {
    const below = at + width * 3;
    if (hasLeft) add(data, below, (1 - right) * bottom, pixel);
    if (hasRight) add(data, below + 3, right * bottom, pixel);
  }
}

function add(data: Uint8Array, at: number, weight: number, pixel: Float64Array): void {
  pixel[0] = (pixel[0] ?? 0) + (data[at] ?? 0) * weight;
  pixel[1] = (pixel[1] ?? 0) + (data[at + 1] ?? 0) * weight;
  pixel[2] = (pixel[2] ?? 0) + (data[at + 2] ?? 0) * weight;
}

/** Puts a pixel into the planes of the input. */
function writer(format: InputFormat, target: Float32Array): (pixel: Float64Array, at: number) => void {
  const plane = format.widthPx * format.heightPx;
  const [scale0 = 1, scale1 = 1, scale2 = 1] = format.scale;
  const [offset0 = 0, offset1 = 0, offset2 = 0] = format.offset;
  if (format.channels === 'grey') {
    return (pixel, at) => {
      target[at] = luma(pixel[0] ?? 0, pixel[1] ?? 0, pixel[2] ?? 0) * scale0 + offset0;
    };
  }
  const [first, last] = format.channels === 'rgb' ? [0, 2] : [2, 0];
  return (pixel, at) => {
    target[at] = (pixel[first] ?? 0) * scale0 + offset0;
    target[at + plane] = (pixel[1] ?? 0) * scale1 + offset1;
    target[at + 2 * plane] = (pixel[last] ?? 0) * scale2 + offset2;
  };
}

/** Luma of ITU-R BT.601, 0-255. */
export function luma(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}
