import type { Affine } from '../geometry/affine.ts';
import { luma } from './luma.ts';
import type { Raster } from './raster.ts';
import type { InputFormat } from './warp.ts';

/** Of one axis: for each pixel of the input the two pixels of the raster that it lies between, and how much of each it takes. */
interface Taps {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly firstWeight: Float64Array;
  readonly secondWeight: Float64Array;
}

/**
 * Samples a crop that is not turned: along the rows first, each row of the raster once, then down the columns. Half the work of doing it pixel
 * by pixel, which counts where a whole image goes into a detector.
 *
 * @param toRaster from the input's pixels to the raster's; neither turns nor shears
 */
export function warpUpright({ data, widthPx, heightPx }: Raster, toRaster: Affine, format: InputFormat, target: Float32Array): void {
  const clamp = format.outside === 'nearest';
  const columns = tapsOf(toRaster[0], toRaster[2], format.widthPx, widthPx, clamp);
  const rows = tapsOf(toRaster[4], toRaster[5], format.heightPx, heightPx, clamp);
  const write = format.channels === 'grey' ? writeGrey : writeColour;
  let above = new ResampledRow(format.widthPx);
  let below = new ResampledRow(format.widthPx);
  for (let y = 0; y < format.heightPx; y += 1) {
    const first = rows.first[y] ?? 0;
    const second = rows.second[y] ?? 0;
    // The lower row of one row is most often the upper one of the next.
    if (below.row === first) [above, below] = [below, above];
    above.read(data, first, widthPx, columns);
    below.read(data, second, widthPx, columns);
    write(above.values, below.values, rows.firstWeight[y] ?? 0, rows.secondWeight[y] ?? 0, y, format, target);
  }
}

/** One row of the raster, resampled to the input's width: red, green, blue after one another. */
class ResampledRow {
  row = -1;
  readonly values: Float64Array;
  readonly #width: number;

  constructor(width: number) {
    this.values = new Float64Array(3 * width);
    this.#width = width;
  }

  read(data: Uint8Array, row: number, rasterWidthPx: number, { first, second, firstWeight, secondWeight }: Taps): void {
    if (this.row === row) return;
    this.row = row;
    const { values } = this;
    const width = this.#width;
    const start = row * rasterWidthPx * 3;
    for (let x = 0; x < width; x += 1) {
      const left = start + (first[x] ?? 0) * 3;
      const right = start + (second[x] ?? 0) * 3;
      const leftWeight = firstWeight[x] ?? 0;
      const rightWeight = secondWeight[x] ?? 0;
      values[x] = (data[left] ?? 0) * leftWeight + (data[right] ?? 0) * rightWeight;
      values[x + width] = (data[left + 1] ?? 0) * leftWeight + (data[right + 1] ?? 0) * rightWeight;
      values[x + 2 * width] = (data[left + 2] ?? 0) * leftWeight + (data[right + 2] ?? 0) * rightWeight;
    }
  }
}

function writeColour(above: Float64Array, below: Float64Array, aboveWeight: number, belowWeight: number, y: number, format: InputFormat, target: Float32Array): void {
  const { channels, scale, offset, widthPx: width, heightPx: height } = format;
  for (let channel = 0; channel < 3; channel += 1) {
    const from = (channels === 'bgr' ? 2 - channel : channel) * width;
    const to = (channel * height + y) * width;
    const upper = aboveWeight * (scale[channel] ?? 1);
    const lower = belowWeight * (scale[channel] ?? 1);
    const shift = offset[channel] ?? 0;
    for (let x = 0; x < width; x += 1) target[to + x] = (above[from + x] ?? 0) * upper + (below[from + x] ?? 0) * lower + shift;
  }
}

function writeGrey(above: Float64Array, below: Float64Array, aboveWeight: number, belowWeight: number, y: number, { scale, offset, widthPx: width }: InputFormat, target: Float32Array): void {
  const [grey = 1] = scale;
  const [shift = 0] = offset;
  for (let x = 0; x < width; x += 1) {
    const upper = luma(above[x] ?? 0, above[x + width] ?? 0, above[x + 2 * width] ?? 0);
    const lower = luma(below[x] ?? 0, below[x + width] ?? 0, below[x + 2 * width] ?? 0);
    target[y * width + x] = (upper * aboveWeight + lower * belowWeight) * grey + shift;
  }
}

/** What lies outside the raster gets no weight, or else is moved to its edge. */
function tapsOf(scale: number, shift: number, count: number, rasterSize: number, clamp: boolean): Taps {
  const taps = { first: new Int32Array(count), second: new Int32Array(count), firstWeight: new Float64Array(count), secondWeight: new Float64Array(count) };
  const last = rasterSize - 1;
  for (let index = 0; index < count; index += 1) {
    const exact = scale * index + shift;
    const source = clamp ? Math.min(Math.max(exact, 0), last) : exact;
    const before = Math.floor(source);
    const isInside = (pixel: number): boolean => pixel >= 0 && pixel <= last;
    taps.first[index] = Math.min(Math.max(before, 0), last);
    taps.second[index] = Math.min(Math.max(before + 1, 0), last);
    taps.firstWeight[index] = isInside(before) ? 1 - (source - before) : 0;
    taps.secondWeight[index] = isInside(before + 1) ? source - before : 0;
  }
  return taps;
}
