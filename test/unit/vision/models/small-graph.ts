import type { GraphModel, GraphNode } from '../../../../local/vision/models/tfjs-to-onnx/graph-model.ts';
import { convertGraph } from '../../../../local/vision/models/tfjs-to-onnx/convert-graph.ts';
import { type Constant, constant } from '../../../../local/vision/models/tfjs-to-onnx/value.ts';
import { type FloatTensor, runOnnx } from '../../../helpers/run-onnx.ts';

export type Attributes = GraphNode['attr'];

export const listOf = (...i: number[]): Attributes[string] => ({ list: { i } });
export const wordsOf = (...s: string[]): Attributes[string] => ({ list: { s } });

export const floats = (shape: number[], ...values: number[]): Constant => constant(Float32Array.from(values), shape);
export const ints = (...values: number[]): Constant => constant(Int32Array.from(values), [values.length]);
export const int = (value: number): Constant => constant(Int32Array.of(value), []);

/** A graph of named nodes: `[operator, inputs, attributes]`. Weights are nodes by their name; `x` is the input, `y` the output. */
export function smallGraph(
  nodes: Readonly<Record<string, readonly [op: string, input: string[], attr?: Attributes]>>,
  weights: Readonly<Record<string, Constant>> = {},
): GraphModel {
  return {
    nodes: new Map([
      ...Object.keys(weights).map((name): [string, GraphNode] => [name, { name, op: 'Const', input: [], attr: {} }]),
      ...Object.entries(nodes).map(([name, [op, input, attr = {}]]): [string, GraphNode] => [name, { name, op, input, attr }]),
    ]),
    weights: new Map(Object.entries(weights)),
  };
}

/** A picture as one would write it down: rows of pixels of channels. */
export type Picture = readonly (readonly (readonly number[])[])[];

/** Converts a graph and runs it on a picture. */
export async function runGraph(model: GraphModel, picture: Picture): Promise<FloatTensor> {
  const [height, width, channels] = [picture.length, picture[0]?.length ?? 0, picture[0]?.[0]?.length ?? 0];
  const onnx = convertGraph(model, {
    name: 'small',
    inputNode: 'x',
    inputShape: ['N', channels, height, width],
    outputNodes: { y: 'y' },
  });
  const planes = Array.from({ length: channels }, (_, channel) => picture.flatMap((row) => row.map((pixel) => pixel[channel] ?? NaN)));
  const { y } = await runOnnx(onnx, { input: { data: Float32Array.from(planes.flat()), shape: [1, channels, height, width] } });
  if (y === undefined) throw new Error('The graph has no output y');
  return y;
}
