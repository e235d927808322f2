import { z } from 'zod';
import { MalformedModelError } from '../errors.ts';
import { type Constant, constant, sizeOf } from './value.ts';

const QuantizationSchema = z.union([
  z.object({ dtype: z.literal('float16') }),
  z.object({ dtype: z.enum(['uint8', 'uint16']), scale: z.number(), min: z.number() }),
]);

const WeightSchema = z.object({
  name: z.string(),
  shape: z.array(z.int().nonnegative()),
  dtype: z.enum(['float32', 'int32']),
  quantization: QuantizationSchema.optional(),
});

type WeightSpec = z.output<typeof WeightSchema>;

/** The list of weights that TensorFlow.js writes beside its weight files. */
export const WeightsManifestSchema = z.array(z.object({ paths: z.array(z.string()), weights: z.array(WeightSchema) }));

export type WeightsManifest = z.output<typeof WeightsManifestSchema>;

const BYTES_PER_ELEMENT = { float32: 4, int32: 4, float16: 2, uint16: 2, uint8: 1 } as const;

/**
 * Reads weights that lie one after the other, all little-endian, as float32 or int32.
 *
 * @throws MalformedModelError if the bytes are fewer or more than the manifest says
 */
export function decodeWeights(manifest: WeightsManifest, bytes: Uint8Array): ReadonlyMap<string, Constant> {
  const weights = new Map<string, Constant>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = 0;
  for (const spec of manifest.flatMap((group) => group.weights)) {
    const length = sizeOf(spec.shape);
    const sizeBytes = length * BYTES_PER_ELEMENT[spec.quantization?.dtype ?? spec.dtype];
    if (offset + sizeBytes > bytes.byteLength) throw new MalformedModelError(`The weight files end within ${spec.name}`);
    weights.set(spec.name, constant(decodeWeight(spec, new DataView(view.buffer, view.byteOffset + offset, sizeBytes), length), spec.shape));
    offset += sizeBytes;
  }
  if (offset !== bytes.byteLength) {
    throw new MalformedModelError(`The weight files hold ${bytes.byteLength} bytes, their manifest says ${offset}`);
  }
  return weights;
}

function decodeWeight({ dtype, quantization }: WeightSpec, view: DataView, length: number): Float32Array | Int32Array {
  const read = elementReader(dtype, quantization, view);
  return dtype === 'int32'
    ? Int32Array.from({ length }, (_, index) => read(index))
    : Float32Array.from({ length }, (_, index) => read(index));
}

function elementReader(
  dtype: WeightSpec['dtype'],
  quantization: WeightSpec['quantization'],
  view: DataView,
): (index: number) => number {
  switch (quantization?.dtype) {
    case 'float16':
      return (index) => halfToNumber(view.getUint16(index * 2, true));
    case 'uint16':
      return (index) => view.getUint16(index * 2, true) * quantization.scale + quantization.min;
    case 'uint8':
      return (index) => view.getUint8(index) * quantization.scale + quantization.min;
    case undefined:
      return dtype === 'int32' ? (index) => view.getInt32(index * 4, true) : (index) => view.getFloat32(index * 4, true);
  }
}

/** IEEE 754 binary16: 1 bit of sign, 5 of exponent with a bias of 15, 10 of fraction. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * 2 ** (exponent - 15) * (1 + fraction / 1024);
}
