import { MalformedModelError } from '../errors.ts';
import type { GraphModel, GraphNode } from './graph-model.ts';
import { type Constant, constant, integers } from './value.ts';

/** Nodes of the graph that `faceApiRecognitionGraph` makes. */
export const RECOGNITION_INPUT = 'input';
export const RECOGNITION_OUTPUT = 'descriptor';

/**
 * The network's parts in their order: each begins with a block that halves the picture (35 pixels after the entry, then 17, 8, 4 and 2), mostly
 * while doubling its channels, and goes on with blocks that leave it as large as it is.
 */
const STAGES = [
  { halving: null, newChannels: 0, rounded: false, blocks: ['conv32_1', 'conv32_2', 'conv32_3'] },
  { halving: 'conv64_down', newChannels: 32, rounded: false, blocks: ['conv64_1', 'conv64_2', 'conv64_3'] },
  { halving: 'conv128_down', newChannels: 64, rounded: false, blocks: ['conv128_1', 'conv128_2'] },
  { halving: 'conv256_down', newChannels: 128, rounded: true, blocks: ['conv256_1', 'conv256_2'] },
  { halving: 'conv256_down_out', newChannels: 0, rounded: true, blocks: [] },
] as const;

/**
 * The graph of face-api's recognition network (MIT licence), which is dlib's ResNet with 29 layers and which face-api has in code and not in a
 * file. Each convolution is scaled and shifted: that is folded into its weights.
 *
 * @throws MalformedModelError when a weight is missing
 */
export function faceApiRecognitionGraph(given: ReadonlyMap<string, Constant>): GraphModel {
  const nodes = new Map<string, GraphNode>();
  const weights = new Map<string, Constant>();
  const add = (name: string, op: string, input: string[], attr: GraphNode['attr'] = {}): string => {
    nodes.set(name, { name, op, input, attr });
    return name;
  };
  const hold = (name: string, value: Constant): string => {
    weights.set(name, value);
    return add(name, 'Const', []);
  };
  const ints = (...i: number[]): GraphNode['attr'][string] => ({ list: { i } });
  const words = (...s: string[]): GraphNode['attr'][string] => ({ list: { s } });

  const convolution = (input: string, layer: string, { stride, relu }: { stride: number; relu: boolean }): string => {
    const { filters, bias } = foldedWeights(given, layer);
    return add(layer, '_FusedConv2D', [input, hold(`${layer}/filters`, filters), hold(`${layer}/bias`, bias)], {
      strides: ints(1, stride, stride, 1),
      padding: { s: stride === 1 ? 'SAME' : 'VALID' },
      fused_ops: relu ? words('BiasAdd', 'Relu') : words('BiasAdd'),
    });
  };
  const residual = (layer: string, input: string, stride: number): string =>
    convolution(convolution(input, `${layer}/conv1`, { stride, relu: true }), `${layer}/conv2`, { stride: 1, relu: false });
  const reluOfSum = (name: string, a: string, b: string): string => add(name, 'Relu', [add(`${name}/sum`, 'AddN', [a, b])]);
  const padded = (name: string, input: string, widths: number[]): string => add(name, 'Pad', [input, hold(`${name}/widths`, integers(widths))]);

  const entry = convolution(add(RECOGNITION_INPUT, 'Placeholder', []), 'conv32_down', { stride: 2, relu: true });
  let value = add('entry', 'MaxPool', [entry], { ksize: ints(1, 3, 3, 1), strides: ints(1, 2, 2, 1), padding: { s: 'VALID' } });
  for (const { halving, newChannels, rounded, blocks } of STAGES) {
    if (halving !== null) {
      const pooled = add(`${halving}/pooled`, 'AvgPool', [value], { ksize: ints(1, 2, 2, 1), strides: ints(1, 2, 2, 1), padding: { s: 'VALID' } });
      const change = residual(halving, value, 2);
      value = reluOfSum(
        halving,
        newChannels > 0 ? padded(`${halving}/channels`, pooled, [0, 0, 0, 0, 0, 0, 0, newChannels]) : pooled,
        // The convolution leaves out the last row and column that the pooling has.
        rounded ? padded(`${halving}/edge`, change, [0, 0, 0, 1, 0, 1, 0, 0]) : change,
      );
    }
    for (const block of blocks) value = reluOfSum(block, residual(block, value, 1), value);
  }
  const features = add('features', 'Mean', [value, hold('features/axes', integers([1, 2]))]);
  add(RECOGNITION_OUTPUT, '_FusedMatMul', [features, hold('fc', weightOf(given, 'fc'))]);
  return { nodes, weights };
}

/** (x · filters + bias) · scale + shift = x · (filters · scale) + (bias · scale + shift), for each output channel. */
function foldedWeights(given: ReadonlyMap<string, Constant>, layer: string): { filters: Constant; bias: Constant } {
  const filters = weightOf(given, `${layer}/conv/filters`);
  const bias = weightOf(given, `${layer}/conv/bias`);
  const scale = weightOf(given, `${layer}/scale/weights`).data;
  const shift = weightOf(given, `${layer}/scale/biases`).data;
  const channels = scale.length;
  return {
    filters: constant(Float32Array.from(filters.data, (value, index) => value * (scale[index % channels] ?? NaN)), filters.shape),
    bias: constant(Float32Array.from(bias.data, (value, channel) => value * (scale[channel] ?? NaN) + (shift[channel] ?? NaN)), bias.shape),
  };
}

function weightOf(given: ReadonlyMap<string, Constant>, name: string): Constant {
  const weight = given.get(name);
  if (weight === undefined) throw new MalformedModelError(`The weights manifest has no weight ${name}`);
  return weight;
}
