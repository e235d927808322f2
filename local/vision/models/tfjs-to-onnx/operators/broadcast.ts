import { lengthOf, transposeConstant } from '../layout.ts';
import type { OnnxGraph } from '../onnx-graph.ts';
import { type Constant, constant, type Tensor } from '../value.ts';

/** The shape of an element-wise result: TensorFlow aligns shapes at their last axes, and a length of 1 stretches. */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, index) => Math.max(a[a.length - rank + index] ?? 1, b[b.length - rank + index] ?? 1));
}

/**
 * Adds a constant so that ONNX broadcasts it against the stored tensor as TensorFlow does against the plain one. Leading axes of
 * length 1 are left out, for ONNX aligns at the last axes too.
 */
export function addBroadcastConstant(graph: OnnxGraph, { data, shape }: Constant, tensor: Tensor): string {
  const floats = Float32Array.from(data);
  if (floats.length === 1) return graph.addFloats(floats, []);
  const rank = tensor.shape.length;
  if (shape.length > rank) throw new RangeError(`A constant of ${shape.length} axes does not broadcast to ${rank}`);
  const full = constant(floats, [...new Array<number>(rank - shape.length).fill(1), ...shape]);
  const stored = transposeConstant(full, tensor.layout);
  const leading = stored.shape.findIndex((length) => length !== 1);
  return graph.addFloats(Float32Array.from(stored.data), Array.from({ length: rank - leading }, (_, index) => lengthOf(stored.shape, leading + index)));
}
