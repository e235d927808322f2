import { UnsupportedOperatorError } from '../../errors.ts';
import type { Conversion, OperatorTable } from '../conversion.ts';
import type { GraphNode } from '../graph-model.ts';
import type { OnnxGraph } from '../onnx-graph.ts';
import type { Constant, Tensor } from '../value.ts';
import { addBroadcastConstant } from './broadcast.ts';

/** TensorFlow's slope below 0 where the node does not say. */
const DEFAULT_LEAK = 0.2;

export const activationOperators: OperatorTable = {
  LeakyRelu: (node, conversion) => leakyRelu(conversion.graph, conversion.tensorInput(node, 0), node.attr.alpha?.f ?? DEFAULT_LEAK),
  Prelu: (node, conversion) => prelu(conversion.graph, conversion.tensorInput(node, 0), conversion.constantInput(node, 1)),
  Relu: (node, conversion) => relu(conversion.graph, conversion.tensorInput(node, 0)),
  Relu6: (node, conversion) => relu6(conversion.graph, conversion.tensorInput(node, 0)),
  Sigmoid: (node, conversion) => sigmoid(conversion.graph, conversion.tensorInput(node, 0)),
  Softmax: (node, conversion) => softmax(conversion.graph, conversion.tensorInput(node, 0)),
};

/**
 * The activation fused into a convolution or matrix product.
 *
 * @param slope for Prelu: the input that follows the bias
 */
export function activate(node: GraphNode, { graph }: Conversion, activation: string, tensor: Tensor, slope: () => Constant): Tensor {
  switch (activation) {
    case 'Relu':
      return relu(graph, tensor);
    case 'Relu6':
      return relu6(graph, tensor);
    case 'Prelu':
      return prelu(graph, tensor, slope());
    default:
      throw new UnsupportedOperatorError(node.op, node.name, `fused with ${activation}`);
  }
}

function relu(graph: OnnxGraph, tensor: Tensor): Tensor {
  return { ...tensor, name: graph.addNode('Relu', [tensor.name]) };
}

function leakyRelu(graph: OnnxGraph, tensor: Tensor, slope: number): Tensor {
  return { ...tensor, name: graph.addNode('LeakyRelu', [tensor.name], { alpha: { float: slope } }) };
}

function relu6(graph: OnnxGraph, tensor: Tensor): Tensor {
  return { ...tensor, name: graph.addNode('Clip', [tensor.name, graph.addScalar(0), graph.addScalar(6)]) };
}

function sigmoid(graph: OnnxGraph, tensor: Tensor): Tensor {
  return { ...tensor, name: graph.addNode('Sigmoid', [tensor.name]) };
}

/** Slopes hold for every picture of a batch, so ONNX gets them without that axis. */
function prelu(graph: OnnxGraph, tensor: Tensor, slope: Constant): Tensor {
  return { ...tensor, name: graph.addNode('PRelu', [tensor.name, addBroadcastConstant(graph, slope, tensor)]) };
}

/** Over TensorFlow's last axis, wherever it is stored. */
function softmax(graph: OnnxGraph, tensor: Tensor): Tensor {
  return { ...tensor, name: graph.addNode('Softmax', [tensor.name], { axis: tensor.layout.indexOf(tensor.shape.length - 1) }) };
}
