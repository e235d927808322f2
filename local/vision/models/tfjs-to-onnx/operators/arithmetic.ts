import { UnsupportedOperatorError } from '../../errors.ts';
import type { Conversion, Operator, OperatorTable } from '../conversion.ts';
import type { GraphNode } from '../graph-model.ts';
import { inLayout } from '../layout.ts';
import type { Tensor, Value } from '../value.ts';
import { addBroadcastConstant, broadcastShape } from './broadcast.ts';

export const arithmeticOperators: OperatorTable = {
  Add: elementWise('Add'),
  AddV2: elementWise('Add'),
  BiasAdd: elementWise('Add'),
  Sub: elementWise('Sub'),
  Mul: elementWise('Mul'),
  Maximum: elementWise('Max'),
  Minimum: elementWise('Min'),
  AddN: addN,
};

function elementWise(onnxOperator: string): Operator {
  return (node, conversion) => combine(node, conversion, onnxOperator, conversion.input(node, 0), conversion.input(node, 1));
}

function addN(node: GraphNode, conversion: Conversion): Value {
  let sum = conversion.input(node, 0);
  for (let index = 1; index < conversion.inputCount(node); index += 1) {
    sum = combine(node, conversion, 'Add', sum, conversion.input(node, index));
  }
  return sum;
}

/** Element by element, the smaller side stretched to the larger; the result keeps the first tensor's layout. */
export function combine(node: GraphNode, { graph }: Conversion, onnxOperator: string, a: Value, b: Value): Tensor {
  if (a.kind === 'tensor' && b.kind === 'tensor') {
    if (a.shape.length !== b.shape.length) throw new UnsupportedOperatorError(node.op, node.name, 'tensors of different ranks');
    const { name } = inLayout(graph, b, a.layout);
    return { ...a, name: graph.addNode(onnxOperator, [a.name, name]), shape: broadcastShape(a.shape, b.shape) };
  }
  const tensor = a.kind === 'tensor' ? a : b;
  if (tensor.kind === 'constant') throw new UnsupportedOperatorError(node.op, node.name, 'two constants');
  const constantRank = (a.kind === 'tensor' ? b : a).shape.length;
  if (constantRank > tensor.shape.length) throw new UnsupportedOperatorError(node.op, node.name, 'a constant of higher rank');
  const [left, right] = [a, b].map((side) => (side.kind === 'tensor' ? side.name : addBroadcastConstant(graph, side, tensor)));
  const name = graph.addNode(onnxOperator, [left ?? '', right ?? '']);
  return { ...tensor, name, shape: broadcastShape(a.shape, b.shape) };
}
