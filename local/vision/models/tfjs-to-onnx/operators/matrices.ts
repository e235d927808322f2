import { UnsupportedOperatorError } from '../../errors.ts';
import type { Conversion, OperatorTable } from '../conversion.ts';
import type { GraphNode } from '../graph-model.ts';
import { inPlainLayout, lengthOf } from '../layout.ts';
import type { Tensor } from '../value.ts';
import { activate } from './activations.ts';
import { combine } from './arithmetic.ts';
import { fusedOperators } from './convolutions.ts';

export const matrixOperators: OperatorTable = { _FusedMatMul: fusedMatrixProduct };

/** Rows of features times a constant matrix, plus a bias. */
function fusedMatrixProduct(node: GraphNode, conversion: Conversion): Tensor {
  if (node.attr.transpose_a?.b === true || node.attr.transpose_b?.b === true) {
    throw new UnsupportedOperatorError(node.op, node.name, 'transposed');
  }
  const { graph } = conversion;
  const rows = inPlainLayout(graph, conversion.tensorInput(node, 0));
  const matrix = conversion.constantInput(node, 1);
  const product: Tensor = {
    ...rows,
    name: graph.addNode('MatMul', [rows.name, graph.addFloats(Float32Array.from(matrix.data), matrix.shape)]),
    shape: [...rows.shape.slice(0, -1), lengthOf(matrix.shape, -1)],
  };
  const { bias, activation, slope } = fusedOperators(node, conversion);
  const sum = bias === null ? product : combine(node, conversion, 'Add', product, bias);
  return activation === null ? sum : activate(node, conversion, activation, sum, slope);
}
