import { UnsupportedOperatorError } from '../../errors.ts';
import type { Conversion, OperatorTable } from '../conversion.ts';
import type { GraphNode } from '../graph-model.ts';
import { inLayout, lengthOf, NCHW } from '../layout.ts';
import type { Tensor } from '../value.ts';
import { requireNhwc } from './windows.ts';

/** TensorFlow's default where a node does not say. */
const DEFAULT_EPSILON = 1e-4;

export const normalizationOperators: OperatorTable = { FusedBatchNorm: batchNormalization };

/** Both frameworks take scale, offset, mean and variance in this order. */
function batchNormalization(node: GraphNode, conversion: Conversion): Tensor {
  requireNhwc(node);
  if (node.attr.is_training?.b === true) throw new UnsupportedOperatorError(node.op, node.name, 'in training');
  const { graph } = conversion;
  const picture = inLayout(graph, conversion.tensorInput(node, 0), NCHW);
  const parameters = [1, 2, 3, 4].map((index) =>
    graph.addFloats(Float32Array.from(conversion.constantInput(node, index).data), [lengthOf(picture.shape, 3)]),
  );
  const epsilon = { float: node.attr.epsilon?.f ?? DEFAULT_EPSILON };
  return { ...picture, name: graph.addNode('BatchNormalization', [picture.name, ...parameters], { epsilon }) };
}
