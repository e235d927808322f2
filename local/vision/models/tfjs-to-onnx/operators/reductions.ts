import type { Operator, OperatorTable } from '../conversion.ts';
import { refuseBatchAxis } from './batch.ts';

export const reductionOperators: OperatorTable = { Mean: reduction('ReduceMean') };

function reduction(onnxOperator: string): Operator {
  return (node, conversion) => {
    const tensor = conversion.tensorInput(node, 0);
    const rank = tensor.shape.length;
    const axes = conversion.integersInput(node, 1).map((axis) => (axis < 0 ? axis + rank : axis));
    refuseBatchAxis(node, axes);
    const keepsAxes = node.attr.keep_dims?.b === true;
    const storedAxes = axes.map((axis) => tensor.layout.indexOf(axis)).sort((a, b) => a - b);
    const name = conversion.graph.addNode(onnxOperator, [tensor.name, conversion.graph.addIntegers(storedAxes)], {
      keepdims: keepsAxes ? 1 : 0,
    });
    if (keepsAxes) return { ...tensor, name, shape: tensor.shape.map((length, axis) => (axes.includes(axis) ? 1 : length)) };
    const kept = tensor.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
    return {
      ...tensor,
      name,
      shape: tensor.shape.filter((_, axis) => !axes.includes(axis)),
      layout: tensor.layout.filter((axis) => !axes.includes(axis)).map((axis) => kept.indexOf(axis)),
    };
  };
}
