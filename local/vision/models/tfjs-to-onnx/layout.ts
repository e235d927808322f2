import type { OnnxGraph } from './onnx-graph.ts';
import { type Constant, constant, sizeOf, type Tensor } from './value.ts';

/** How ONNX wants pictures: batch, channels, height, width, of TensorFlow's batch, height, width, channels. */
export const NCHW: readonly number[] = [0, 3, 1, 2];

/** TensorFlow's own order. */
export function plainLayout(rank: number): readonly number[] {
  return Array.from({ length: rank }, (_, axis) => axis);
}

function sameLayout(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((axis, index) => axis === b[index]);
}

/** The tensor stored in another layout; transposed only if it is not already so. */
export function inLayout(graph: OnnxGraph, tensor: Tensor, layout: readonly number[]): Tensor {
  if (sameLayout(tensor.layout, layout)) return tensor;
  const permutation = layout.map((axis) => tensor.layout.indexOf(axis));
  return { ...tensor, name: graph.addNode('Transpose', [tensor.name], { perm: permutation }), layout };
}

export function inPlainLayout(graph: OnnxGraph, tensor: Tensor): Tensor {
  return inLayout(graph, tensor, plainLayout(tensor.shape.length));
}

/** Lengths of a tensor's axes in the order in which they are stored. */
export function storedShape(shape: readonly number[], layout: readonly number[]): number[] {
  return layout.map((axis) => lengthOf(shape, axis));
}

/** The length of an axis; negative axes count from the end. */
export function lengthOf(shape: readonly number[], axis: number): number {
  const length = shape.at(axis);
  if (length === undefined) throw new RangeError(`A shape of ${shape.length} axes has no axis ${axis}`);
  return length;
}

/** The constant with its axes in another order: axis `j` of the result is axis `order[j]` of the given one. */
export function transposeConstant({ data, shape }: Constant, order: readonly number[]): Constant {
  const stridesOfSource = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  const newShape = storedShape(shape, order);
  const strides = order.map((axis) => lengthOf(stridesOfSource, axis));
  const result = data.slice();
  const position = new Array<number>(newShape.length).fill(0);
  let source = 0;
  for (let target = 0; target < result.length; target += 1) {
    result[target] = data[source] ?? NaN;
    // Count the position up like a mileage counter, keeping the source offset in step.
    for (let axis = newShape.length - 1; axis >= 0; axis -= 1) {
      const length = newShape[axis] ?? 1;
      const stride = strides[axis] ?? 0;
      const next = (position[axis] ?? 0) + 1;
      source += stride;
      if (next < length) {
        position[axis] = next;
        break;
      }
      position[axis] = 0;
      source -= stride * length;
    }
  }
  return constant(result, newShape);
}
