import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Raster } from '../../../local/vision/image/raster.ts';
import { type InputFormat, inputLength } from '../../../local/vision/image/warp.ts';
import { warpTurned } from '../../../local/vision/image/warp-turned.ts';
import { warpUpright } from '../../../local/vision/image/warp-upright.ts';

const raster: Raster = { widthPx: 13, heightPx: 9, data: Uint8Array.from({ length: 13 * 9 * 3 }, (_, at) => (at * 89) % 256) };

const scale = fc.double({ min: 0.1, max: 4, noNaN: true });
const shift = fc.double({ min: -20, max: 20, noNaN: true });

describe('an upright crop', () => {
  it('is the same sampled by rows and columns as pixel by pixel, wherever it lies, mirrored or not', () => {
    fc.assert(
      fc.property(
        scale, shift, scale, shift, fc.boolean(), fc.constantFrom('rgb' as const, 'bgr' as const, 'grey' as const), fc.constantFrom('black' as const, 'nearest' as const),
        (scaleX, shiftX, scaleY, shiftY, mirrored, channels, outside) => {
          const format: InputFormat = { widthPx: 7, heightPx: 5, channels, scale: [2, 0.5, 1], offset: [-3, 1, 0], outside };
          const [byRows, byPixels] = [new Float32Array(inputLength(format)), new Float32Array(inputLength(format))];
          const toRaster = [mirrored ? -scaleX : scaleX, 0, shiftX, 0, scaleY, shiftY] as const;
          warpUpright(raster, toRaster, format, byRows);
          warpTurned(raster, toRaster, format, byPixels);
          byRows.forEach((value, at) => { expect(value).toBeCloseTo(byPixels[at] ?? NaN, 2); });
        },
      ),
    );
  });
});
