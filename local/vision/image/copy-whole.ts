import type { Affine } from '../geometry/affine.ts';
import { luma } from './luma.ts';
import type { Raster } from './raster.ts';
import type { InputFormat } from './warp.ts';

/** Far less than what would change a pixel by one of its 255 steps. */
const TOLERANCE_PX = 1e-6;

/** Whether the input is the raster itself, pixel by pixel: a webcam's frame in a detector that takes it as large as it is. */
export function isWhole({ widthPx, heightPx }: Raster, [a, b, c, d, e, f]: Affine, format: InputFormat): boolean {
  const isNear = (value: number, exact: number): boolean => Math.abs(value - exact) < TOLERANCE_PX / Math.max(widthPx, heightPx);
  return format.widthPx === widthPx && format.heightPx === heightPx && isNear(a, 1) && isNear(e, 1) && [b, c, d, f].every((value) => isNear(value, 0));
}

/** Puts the raster into the input without sampling it: a quarter of the time. */
export function copyWhole({ data }: Raster, { channels, scale, offset, widthPx, heightPx }: InputFormat, target: Float32Array): void {
  const plane = widthPx * heightPx;
  const [scale0 = 1, scale1 = 1, scale2 = 1] = scale;
  const [offset0 = 0, offset1 = 0, offset2 = 0] = offset;
  if (channels === 'grey') {
    for (let at = 0, from = 0; at < plane; at += 1, from += 3) target[at] = luma(data[from] ?? 0, data[from + 1] ?? 0, data[from + 2] ?? 0) * scale0 + offset0;
    return;
  }
  const [first, third] = channels === 'bgr' ? [2, 0] : [0, 2];
  for (let at = 0, from = 0; at < plane; at += 1, from += 3) {
    target[at] = (data[from + first] ?? 0) * scale0 + offset0;
    target[at + plane] = (data[from + 1] ?? 0) * scale1 + offset1;
    target[at + 2 * plane] = (data[from + third] ?? 0) * scale2 + offset2;
  }
}
