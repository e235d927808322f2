import { UnsupportedOperatorError } from '../../errors.ts';
import type { GraphNode } from '../graph-model.ts';

/** Refuses a node that works across the first axis: that is the batch, whose size is not known while converting. */
export function refuseBatchAxis(node: GraphNode, axes: readonly number[]): void {
  if (axes.includes(0)) throw new UnsupportedOperatorError(node.op, node.name, 'across the batch');
}
