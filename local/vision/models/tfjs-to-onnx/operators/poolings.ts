import type { Operator, OperatorTable } from '../conversion.ts';
import { inLayout, lengthOf, NCHW } from '../layout.ts';
import { explicitPads, requireNhwc, spatialAttribute, type Window, windowPositions } from './windows.ts';

/** Both frameworks leave padding out of an average, so the defaults of ONNX fit. */
export const poolingOperators: OperatorTable = { AvgPool: pooling('AveragePool'), MaxPool: pooling('MaxPool') };

function pooling(onnxOperator: string): Operator {
  return (node, conversion) => {
    requireNhwc(node);
    const picture = inLayout(conversion.graph, conversion.tensorInput(node, 0), NCHW);
    const window: Window = { size: spatialAttribute(node, 'ksize'), strides: spatialAttribute(node, 'strides'), dilations: [1, 1] };
    const [height, width] = [lengthOf(picture.shape, 1), lengthOf(picture.shape, 2)];
    const pads = explicitPads(node, height, width, window);
    const name = conversion.graph.addNode(onnxOperator, [picture.name], { kernel_shape: window.size, strides: window.strides, pads });
    const positions = windowPositions(height, width, window, pads);
    return { ...picture, name, shape: [lengthOf(picture.shape, 0), ...positions, lengthOf(picture.shape, 3)] };
  };
}
