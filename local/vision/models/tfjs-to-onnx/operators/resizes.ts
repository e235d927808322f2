import { UnsupportedOperatorError } from '../../errors.ts';
import type { Conversion, OperatorTable } from '../conversion.ts';
import type { GraphNode } from '../graph-model.ts';
import { inLayout, lengthOf, NCHW } from '../layout.ts';
import type { OnnxGraph } from '../onnx-graph.ts';
import type { Tensor } from '../value.ts';

export const resizeOperators: OperatorTable = { ResizeBilinear: resizeBilinear };

function resizeBilinear(node: GraphNode, conversion: Conversion): Tensor {
  const { graph } = conversion;
  const picture = inLayout(graph, conversion.tensorInput(node, 0), NCHW);
  const [height, width] = conversion.integersInput(node, 1);
  if (height === undefined || width === undefined) throw new UnsupportedOperatorError(node.op, node.name, 'size unknown');
  const shape = [lengthOf(picture.shape, 0), height, width, lengthOf(picture.shape, 3)];
  const [down, across] = [height / lengthOf(picture.shape, 1), width / lengthOf(picture.shape, 2)];
  const mode = coordinateMode(node);
  if (mode === 'half_pixel' && down === 0.5 && across === 0.5) return { ...picture, name: halve(graph, picture), shape };
  // Given for all four axes: only then does the runtime resize a picture as it stores it for convolutions.
  const target = conversion.anySize ? [graph.addFloats(Float32Array.of(1, 1, down, across), [4])] : ['', graph.addIntegers([height, width])];
  const axes = conversion.anySize ? {} : { axes: [2, 3] };
  return { ...picture, name: graph.addNode('Resize', [picture.name, '', ...target], { mode: 'linear', coordinate_transformation_mode: mode, ...axes }), shape };
}

/** Half-way between two pixels and two rows lies the mean of all four. */
function halve(graph: OnnxGraph, picture: Tensor): string {
  return graph.addNode('AveragePool', [picture.name], { kernel_shape: [2, 2], strides: [2, 2] });
}

/** Where a pixel of the result lies in the picture. */
function coordinateMode(node: GraphNode): string {
  if (node.attr.align_corners?.b === true) return 'align_corners';
  return node.attr.half_pixel_centers?.b === true ? 'half_pixel' : 'asymmetric';
}
