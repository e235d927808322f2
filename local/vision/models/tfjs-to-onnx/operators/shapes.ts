import { UnsupportedOperatorError } from '../../errors.ts';
import type { Conversion, OperatorTable } from '../conversion.ts';
import type { GraphNode } from '../graph-model.ts';
import { inLayout, inPlainLayout, lengthOf, plainLayout, storedShape } from '../layout.ts';
import { type Constant, constant, integers, sizeOf, type Tensor } from '../value.ts';
import { refuseBatchAxis } from './batch.ts';

export const shapeOperators: OperatorTable = {
  ConcatV2: concatenate,
  Pack: pack,
  Pad: pad,
  PadV2: pad,
  Reshape: reshape,
  Shape: (node, conversion) => integers(conversion.input(node, 0).shape),
  Squeeze: squeeze,
  StridedSlice: stridedSlice,
  Transpose: transpose,
};

/** Zeros around the tensor, or the number that PadV2 names; the widths come as pairs, one a TensorFlow axis. */
function pad(node: GraphNode, conversion: Conversion): Tensor {
  const tensor = conversion.tensorInput(node, 0);
  const widths = conversion.integersInput(node, 1);
  if (widths[0] !== 0 || widths[1] !== 0) refuseBatchAxis(node, [0]);
  const before = tensor.layout.map((axis) => lengthOf(widths, 2 * axis));
  const after = tensor.layout.map((axis) => lengthOf(widths, 2 * axis + 1));
  const filling = node.op === 'PadV2' ? [conversion.graph.addScalar(lengthOf(Array.from(conversion.constantInput(node, 2).data), 0))] : [];
  const name = conversion.graph.addNode('Pad', [tensor.name, conversion.graph.addIntegers([...before, ...after]), ...filling]);
  return {
    ...tensor,
    name,
    shape: tensor.shape.map((length, axis) => length + lengthOf(widths, 2 * axis) + lengthOf(widths, 2 * axis + 1)),
  };
}

/** A first axis that keeps its length is taken to be the batch, which may be of any size when the model runs. */
function reshape(node: GraphNode, conversion: Conversion): Tensor {
  const tensor = inPlainLayout(conversion.graph, conversion.tensorInput(node, 0));
  const target = conversion.integersInput(node, 1);
  const known = target.filter((length) => length !== -1);
  const shape = target.map((length) => (length === -1 ? sizeOf(tensor.shape) / sizeOf(known) : length));
  if (shape[0] !== tensor.shape[0]) throw new UnsupportedOperatorError(node.op, node.name, 'across the batch');
  const name = conversion.graph.addNode('Reshape', [tensor.name, conversion.graph.addIntegers([-1, ...shape.slice(1)])]);
  return { kind: 'tensor', name, shape, layout: plainLayout(shape.length) };
}

function squeeze(node: GraphNode, conversion: Conversion): Tensor {
  const tensor = inPlainLayout(conversion.graph, conversion.tensorInput(node, 0));
  const axes = (node.attr.squeeze_dims?.list?.i ?? []).map((axis) => (axis < 0 ? axis + tensor.shape.length : axis));
  if (axes.length === 0) throw new UnsupportedOperatorError(node.op, node.name, 'axes not named');
  refuseBatchAxis(node, axes);
  const shape = tensor.shape.filter((_, axis) => !axes.includes(axis));
  const name = conversion.graph.addNode('Squeeze', [tensor.name, conversion.graph.addIntegers(axes)]);
  return { kind: 'tensor', name, shape, layout: plainLayout(shape.length) };
}

function concatenate(node: GraphNode, conversion: Conversion): Tensor {
  const count = conversion.inputCount(node) - 1;
  const [axisAsGiven = 0] = conversion.integersInput(node, count);
  const first = conversion.tensorInput(node, 0);
  const axis = axisAsGiven < 0 ? axisAsGiven + first.shape.length : axisAsGiven;
  refuseBatchAxis(node, [axis]);
  const parts = Array.from({ length: count }, (_, index) =>
    inLayout(conversion.graph, conversion.tensorInput(node, index), first.layout),
  );
  const name = conversion.graph.addNode(
    'Concat',
    parts.map((part) => part.name),
    { axis: first.layout.indexOf(axis) },
  );
  const length = parts.reduce((sum, part) => sum + lengthOf(part.shape, axis), 0);
  return { ...first, name, shape: first.shape.with(axis, length) };
}

/** Costs nothing: the values stay where they are, only TensorFlow's names for their axes change. */
function transpose(node: GraphNode, conversion: Conversion): Tensor {
  const tensor = conversion.tensorInput(node, 0);
  const order = conversion.integersInput(node, 1);
  if (order[0] !== 0) refuseBatchAxis(node, [0]);
  return { ...tensor, shape: storedShape(tensor.shape, order), layout: tensor.layout.map((axis) => order.indexOf(axis)) };
}

/** Only of numbers known while converting: how a graph puts a shape together. */
function pack(node: GraphNode, conversion: Conversion): Constant {
  return integers(node.input.flatMap((_, index) => conversion.integersInput(node, index)));
}

/** Only the one use that graphs make of it on shapes: one number out of a list. */
function stridedSlice(node: GraphNode, conversion: Conversion): Constant {
  const list = conversion.constantInput(node, 0);
  const [begin] = conversion.integersInput(node, 1);
  if (list.shape.length !== 1 || begin === undefined || node.attr.shrink_axis_mask?.i !== 1) {
    throw new UnsupportedOperatorError(node.op, node.name, 'other than one number of a list');
  }
  return constant(Int32Array.of(lengthOf(Array.from(list.data), begin)), []);
}
