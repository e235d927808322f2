import type { Dimension } from '../manifest.ts';
import { UnsupportedOperatorError } from '../errors.ts';
import { Conversion } from './conversion.ts';
import type { GraphModel } from './graph-model.ts';
import { inLayout, inPlainLayout, NCHW, plainLayout } from './layout.ts';
import { OnnxGraph } from './onnx-graph.ts';
import { OPERATORS } from './operators/index.ts';
import type { Value } from './value.ts';

/** Part of the name of every converted file: raise it when the converter writes another graph for the same model. */
export const CONVERTER_VERSION = 2;

export interface GraphConversion {
  readonly name: string;
  /** The node whose value becomes the input. */
  readonly inputNode: string;
  /** Of the ONNX model: batch (`N` for any), channels, height, width (`H` and `W` for any). */
  readonly inputShape: readonly Dimension[];
  /** The graph came from another framework and has its input as channels, height, width; TensorFlow's order is channels last. */
  readonly channelsFirst?: boolean | undefined;
  /** The height and width that the graph was written for; needed where `inputShape` has `H` and `W`. */
  readonly writtenForPx?: readonly [number, number] | undefined;
  /** Output names of the ONNX model → nodes. */
  readonly outputNodes: Readonly<Record<string, string>>;
  /** Outputs that are pictures come as batch, channels, height, width: in TensorFlow's order large ones take longer to sort than to compute. */
  readonly channelsFirstOutputs?: boolean | undefined;
}

/**
 * Converts the part of a TensorFlow.js graph between one input and some outputs into an ONNX file. The input is named `input` and
 * is float32, NCHW; outputs keep TensorFlow's order of axes unless asked otherwise.
 *
 * @example
 * convertGraph(readGraphModel(modelJson, weights), {
 *   name: 'mesh', inputNode: 'input_1', inputShape: ['N', 3, 192, 192], outputNodes: { landmarks: 'Identity_2' },
 * });
 * @throws UnsupportedOperatorError, MalformedModelError
 */
export function convertGraph(model: GraphModel, { name, inputNode, inputShape, outputNodes, channelsFirst = false, channelsFirstOutputs = false, writtenForPx }: GraphConversion): Uint8Array {
  const graph = new OnnxGraph(name);
  const [batch = 'N', channels] = inputShape;
  const [height, width] = writtenForPx ?? inputShape.slice(2);
  if (typeof channels !== 'number' || typeof height !== 'number' || typeof width !== 'number') {
    throw new RangeError('The input of a graph needs channels, height and width');
  }
  const input: Value = {
    kind: 'tensor',
    name: graph.addInput('input', inputShape),
    ...(channelsFirst ? { shape: [1, channels, height, width], layout: plainLayout(4) } : { shape: [1, height, width, channels], layout: NCHW }),
  };
  const conversion = new Conversion(model, OPERATORS, graph, new Map([[inputNode, input]]), { anySize: writtenForPx !== undefined });
  for (const [outputName, node] of Object.entries(outputNodes)) {
    const value = conversion.valueOf(node);
    if (value.kind === 'constant') throw new UnsupportedOperatorError('Const', node, 'an output that depends on no input');
    const output = channelsFirstOutputs ? inLayout(graph, value, NCHW) : inPlainLayout(graph, value);
    const shape = [batch, ...(writtenForPx === undefined ? output.shape.slice(1) : gridShape(output.shape, writtenForPx))];
    graph.addOutput(outputName, output.name, output.layout.map((axis) => shape[axis] ?? NaN));
  }
  return graph.serialize();
}

/** The shape of an output whose cells each span some pixels of an input of any height and width. */
function gridShape([, rows = 1, columns = 1, ...others]: readonly number[], [height, width]: readonly [number, number]): Dimension[] {
  return [`H/${height / rows}`, `W/${width / columns}`, ...others];
}
