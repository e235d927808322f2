import type { GraphModel, GraphNode } from './graph-model.ts';
import type { Constant } from './value.ts';

/** Nodes of the graph that `faceApiGraph` makes. */
export const FACE_API_INPUT = 'input';
export const FACE_API_OUTPUT = 'output';

const BLOCKS = ['dense0', 'dense1', 'dense2', 'dense3'];

/**
 * The graph of face-api's networks for landmarks and for expressions (MIT licence), which face-api has in code and not in a file: four
 * blocks of four separable convolutions, each of which sees the sum of all before it in its block, an average, and one linear layer.
 * What it tells, and how many numbers, is in that layer's weights.
 */
export function faceApiGraph(weights: ReadonlyMap<string, Constant>): GraphModel {
  const nodes = new Map<string, GraphNode>();
  const add = (name: string, op: string, input: string[], attr: GraphNode['attr'] = {}): string => {
    nodes.set(name, { name, op, input, attr });
    return name;
  };
  const ints = (...i: number[]): GraphNode['attr'][string] => ({ list: { i } });
  const words = (...s: string[]): GraphNode['attr'][string] => ({ list: { s } });

  const convolution = (input: string, layer: string, stride: number): string =>
    add(`${layer}/convolution`, '_FusedConv2D', [input, `${layer}/filters`, `${layer}/bias`], {
      strides: ints(1, stride, stride, 1),
      padding: { s: 'SAME' },
      fused_ops: words('BiasAdd'),
    });
  const separableConvolution = (input: string, layer: string, stride: number): string => {
    const depthwise = add(`${layer}/depthwise`, 'DepthwiseConv2dNative', [input, `${layer}/depthwise_filter`], {
      strides: ints(1, stride, stride, 1),
      padding: { s: 'SAME' },
    });
    return add(`${layer}/pointwise`, '_FusedConv2D', [depthwise, `${layer}/pointwise_filter`, `${layer}/bias`], {
      strides: ints(1, 1, 1, 1),
      padding: { s: 'SAME' },
      fused_ops: words('BiasAdd'),
    });
  };
  const reluOfSum = (name: string, terms: string[]): string => add(name, 'Relu', [add(`${name}/sum`, 'AddN', terms)]);

  for (const name of weights.keys()) add(name, 'Const', []);
  let value = add(FACE_API_INPUT, 'Placeholder', []);
  for (const [index, block] of BLOCKS.entries()) {
    const layer = (number: number): string => `${block}/conv${number}`;
    // The first block reads the picture itself, whose three channels are not separated.
    const entry = index === 0 ? convolution(value, layer(0), 2) : separableConvolution(value, layer(0), 2);
    const terms = [add(`${block}/relu0`, 'Relu', [entry])];
    for (const number of [1, 2, 3]) {
      const input = number === 1 ? `${block}/relu0` : reluOfSum(`${block}/relu${number - 1}`, [...terms]);
      terms.push(separableConvolution(input, layer(number), 1));
    }
    value = reluOfSum(`${block}/output`, terms);
  }
  const average = add('average', 'AvgPool', [value], { ksize: ints(1, 7, 7, 1), strides: ints(1, 2, 2, 1), padding: { s: 'VALID' } });
  const features = add('features', 'Squeeze', [average], { squeeze_dims: ints(1, 2) });
  add(FACE_API_OUTPUT, '_FusedMatMul', [features, 'fc/weights', 'fc/bias'], { fused_ops: words('BiasAdd') });
  return { nodes, weights };
}
