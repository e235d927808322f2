import type { Affine } from '../geometry/affine.ts';
import { luma } from './luma.ts';
import type { Raster } from './raster.ts';
import type { InputFormat } from './warp.ts';

/**
 * Samples a crop at any angle, pixel by pixel. Nothing is called or allocated in the loop but for the few pixels on the image's edge: with
 * `warpUpright` it is the hottest of the engine outside the inference runtime.
 *
 * @param toRaster from the input's pixels to the raster's
 */
export function warpTurned(raster: Raster, [a, b, c, d, e, f]: Affine, format: InputFormat, target: Float32Array): void {
  const { widthPx, heightPx, data } = raster;
  const plane = format.widthPx * format.heightPx;
  const grey = format.channels === 'grey';
  const clamp = format.outside === 'nearest';
  const isBgr = format.channels === 'bgr';
  const redPlane = isBgr ? 2 * plane : 0;
  const bluePlane = 2 * plane - redPlane;
  const [scale0 = 1, greenScale = 1, scale2 = 1] = format.scale;
  const [offset0 = 0, greenOffset = 0, offset2 = 0] = format.offset;
  const [redScale, blueScale] = isBgr ? [scale2, scale0] : [scale0, scale2];
  const [redOffset, blueOffset] = isBgr ? [offset2, offset0] : [offset0, offset2];
  const lastX = widthPx - 1;
  const lastY = heightPx - 1;
  const stride = widthPx * 3;
  const edge = new Float64Array(3);
  for (let y = 0, at = 0; y < format.heightPx; y += 1) {
    const rowX = b * y + c;
    const rowY = e * y + f;
    for (let x = 0; x < format.widthPx; x += 1, at += 1) {
      let sourceX = a * x + rowX;
      let sourceY = d * x + rowY;
      if (clamp) {
        sourceX = sourceX < 0 ? 0 : sourceX > lastX ? lastX : sourceX;
        sourceY = sourceY < 0 ? 0 : sourceY > lastY ? lastY : sourceY;
      }
      let red: number;
      let green: number;
      let blue: number;
      if (sourceX >= 0 && sourceY >= 0 && sourceX < lastX && sourceY < lastY) {
        // Neither is negative, so cutting off the fraction rounds down.
        const left = sourceX | 0;
        const top = sourceY | 0;
        const right = sourceX - left;
        const bottom = sourceY - top;
        const above = top * stride + left * 3;
        const below = above + stride;
        const aboveLeft = (1 - right) * (1 - bottom);
        const aboveRight = right * (1 - bottom);
        const belowLeft = (1 - right) * bottom;
        const belowRight = right * bottom;
        red = (data[above] ?? 0) * aboveLeft + (data[above + 3] ?? 0) * aboveRight + (data[below] ?? 0) * belowLeft + (data[below + 3] ?? 0) * belowRight;
        green = (data[above + 1] ?? 0) * aboveLeft + (data[above + 4] ?? 0) * aboveRight + (data[below + 1] ?? 0) * belowLeft + (data[below + 4] ?? 0) * belowRight;
        blue = (data[above + 2] ?? 0) * aboveLeft + (data[above + 5] ?? 0) * aboveRight + (data[below + 2] ?? 0) * belowLeft + (data[below + 5] ?? 0) * belowRight;
      } else {
        sampleEdge(raster, sourceX, sourceY, edge);
        red = edge[0] ?? 0;
        green = edge[1] ?? 0;
        blue = edge[2] ?? 0;
      }
      if (grey) {
        target[at] = luma(red, green, blue) * scale0 + offset0;
      } else {
        target[at + redPlane] = red * redScale + redOffset;
        target[at + plane] = green * greenScale + greenOffset;
        target[at + bluePlane] = blue * blueScale + blueOffset;
      }
    }
  }
}

/** The same where not all four pixels around a point lie inside the image: those outside count as black. */
function sampleEdge({ data, widthPx, heightPx }: Raster, x: number, y: number, pixel: Float64Array): void {
  pixel.fill(0);
  const left = Math.floor(x);
  const top = Math.floor(y);
  for (let row = Math.max(top, 0); row <= Math.min(top + 1, heightPx - 1); row += 1) {
    for (let column = Math.max(left, 0); column <= Math.min(left + 1, widthPx - 1); column += 1) {
      const weight = (1 - Math.abs(x - column)) * (1 - Math.abs(y - row));
      for (let channel = 0; channel < 3; channel += 1) {
        pixel[channel] = (pixel[channel] ?? 0) + weight * (data[(row * widthPx + column) * 3 + channel] ?? 0);
      }
    }
  }
}
