import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { copyWhole, isWhole } from '../../../local/vision/image/copy-whole.ts';
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

describe('a whole picture', () => {
  it.each(['rgb', 'bgr', 'grey'] as const)('is the same copied as sampled, in %s', (channels) => {
    const format: InputFormat = { widthPx: 13, heightPx: 9, channels, scale: [2, 0.5, 1], offset: [-3, 1, 0], outside: 'black' };
    const [copied, sampled] = [new Float32Array(inputLength(format)), new Float32Array(inputLength(format))];
    copyWhole(raster, format, copied);
    warpUpright(raster, [1, 0, 0, 0, 1, 0], format, sampled);
    copied.forEach((value, at) => { expect(value).toBeCloseTo(sampled[at] ?? NaN, 4); });
  });

  it.each([
    ['as it is', [1, 0, 0, 0, 1, 0], 13, true],
    ['enlarged', [1.01, 0, 0, 0, 1, 0], 13, false],
    ['turned', [1, 0.01, 0, -0.01, 1, 0], 13, false],
    ['moved', [1, 0, 0.5, 0, 1, 0], 13, false],
    ['cut off', [1, 0, 0, 0, 1, 0], 12, false],
  ] as const)('is told %s', (_, toRaster, widthPx, expected) => {
    const format: InputFormat = { widthPx, heightPx: 9, channels: 'rgb', scale: [1, 1, 1], offset: [0, 0, 0], outside: 'black' };
    expect(isWhole(raster, toRaster, format)).toBe(expected);
  });
});
