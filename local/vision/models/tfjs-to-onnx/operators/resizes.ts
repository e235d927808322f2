import { UnsupportedOperatorError } from '../../errors.ts';
import type { Conversion, OperatorTable } from '../conversion.ts';
import type { GraphNode } from '../graph-model.ts';
import { inLayout, lengthOf, NCHW } from '../layout.ts';
import type { Tensor } from '../value.ts';

export const resizeOperators: OperatorTable = { ResizeBilinear: resizeBilinear };

function resizeBilinear(node: GraphNode, conversion: Conversion): Tensor {
  const { graph } = conversion;
  const picture = inLayout(graph, conversion.tensorInput(node, 0), NCHW);
  const [height, width] = conversion.integersInput(node, 1);
  if (height === undefined || width === undefined) throw new UnsupportedOperatorError(node.op, node.name, 'size unknown');
  const target = conversion.anySize
    ? [graph.addFloats(Float32Array.of(height / lengthOf(picture.shape, 1), width / lengthOf(picture.shape, 2)), [2])]
    : ['', graph.addIntegers([height, width])];
  const name = graph.addNode('Resize', [picture.name, '', ...target], {
    mode: 'linear',
    coordinate_transformation_mode: coordinateMode(node),
    axes: [2, 3],
  });
  return { ...picture, name, shape: [lengthOf(picture.shape, 0), height, width, lengthOf(picture.shape, 3)] };
}

/** Where a pixel of the result lies in the picture. */
function coordinateMode(node: GraphNode): string {
  if (node.attr.align_corners?.b === true) return 'align_corners';
  return node.attr.half_pixel_centers?.b === true ? 'half_pixel' : 'asymmetric';
}
