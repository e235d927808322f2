import { describe, expect, it } from '@jest/globals';
import { MalformedModelError } from '../../../../local/vision/models/errors.ts';
import { decodeWeights, halfToNumber, type WeightsManifest } from '../../../../local/vision/models/tfjs-to-onnx/weights.ts';

const manifest = (...weights: WeightsManifest[number]['weights']): WeightsManifest => [{ paths: ['weights.bin'], weights }];

describe('decoding weights', () => {
  it('reads floats and integers, little-endian, one after the other', () => {
    const bytes = Buffer.alloc(12);
    bytes.writeFloatLE(1.5, 0);
    bytes.writeFloatLE(-2, 4);
    bytes.writeInt32LE(-7, 8);
    const weights = decodeWeights(
      manifest({ name: 'a', shape: [2, 1], dtype: 'float32' }, { name: 'b', shape: [], dtype: 'int32' }),
      bytes,
    );
    expect(weights.get('a')).toEqual({ kind: 'constant', data: Float32Array.of(1.5, -2), shape: [2, 1] });
    expect(weights.get('b')).toEqual({ kind: 'constant', data: Int32Array.of(-7), shape: [] });
  });

  it('scales and shifts 8-bit and 16-bit weights', () => {
    const weights = decodeWeights(
      manifest(
        { name: 'a', shape: [2], dtype: 'float32', quantization: { dtype: 'uint8', scale: 0.5, min: -1 } },
        { name: 'b', shape: [1], dtype: 'float32', quantization: { dtype: 'uint16', scale: 0.25, min: 2 } },
      ),
      Uint8Array.of(0, 255, 0x01, 0x02),
    );
    expect(weights.get('a')?.data).toEqual(Float32Array.of(-1, 126.5));
    expect(weights.get('b')?.data).toEqual(Float32Array.of(0x0201 * 0.25 + 2));
  });

  it('reads bytes that do not begin where their buffer does', () => {
    const shifted = Uint8Array.of(9, 9, 9, 0x00, 0x3c).subarray(3);
    const weights = decodeWeights(manifest({ name: 'a', shape: [1], dtype: 'float32', quantization: { dtype: 'float16' } }), shifted);
    expect(weights.get('a')?.data).toEqual(Float32Array.of(1));
  });

  it.each([
    ['fewer', 7, /end within a/],
    ['more', 9, /9 bytes, their manifest says 8/],
  ])('refuses %s bytes than the manifest says', (_title, sizeBytes, message) => {
    const decode = (): unknown => decodeWeights(manifest({ name: 'a', shape: [2], dtype: 'float32' }), new Uint8Array(sizeBytes));
    expect(decode).toThrow(MalformedModelError);
    expect(decode).toThrow(message);
  });
});

/** Vectors from https://en.wikipedia.org/wiki/Half-precision_floating-point_format#Half_precision_examples */
it.each([
  [0x0000, 0],
  [0x0001, 2 ** -24],
  [0x03ff, 1023 * 2 ** -24],
  [0x0400, 2 ** -14],
  [0x3555, 0.333251953125],
  [0x3bff, 0.99951171875],
  [0x3c00, 1],
  [0x3c01, 1.0009765625],
  [0xc000, -2],
  [0x7bff, 65_504],
  [0x7c00, Infinity],
  [0xfc00, -Infinity],
  [0x8000, -0],
  [0x7e00, NaN],
])('half precision %i is %d', (bits, value) => {
  expect(halfToNumber(bits)).toBe(value);
});
