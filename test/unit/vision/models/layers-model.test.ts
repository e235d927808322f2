import { describe, expect, it } from '@jest/globals';
import { MalformedModelError } from '../../../../local/vision/models/errors.ts';
import { convertGraph } from '../../../../local/vision/models/tfjs-to-onnx/convert-graph.ts';
import { readLayersModel } from '../../../../local/vision/models/tfjs-to-onnx/layers-model.ts';
import { runOnnx } from '../../../helpers/run-onnx.ts';

const layer = (class_name: string, name: string, from: string[], config: Record<string, unknown> = {}) => ({ class_name, name, config, inbound_nodes: from.length ? [from.map((each) => [each, 0, 0, {}])] : [] });
const picture = { strides: [1, 1], padding: 'valid', data_format: 'channels_last' };
const convolution = { ...picture, dilation_rate: [1, 1], activation: 'linear', use_bias: false };
const modelOf = (layers: unknown[], weights: { name: string; shape: number[] }[]) => ({
  modelTopology: { model_config: { config: { layers } } },
  weightsManifest: [{ paths: ['w'], weights: weights.map((weight) => ({ ...weight, dtype: 'float32' })) }],
});

describe("a model that lists Keras's layers", () => {
  it('computes what its layers say', async () => {
    const json = modelOf(
      [
        layer('InputLayer', 'in', []),
        layer('Conv2D', 'conv', ['in'], convolution),
        layer('BatchNormalization', 'norm', ['conv'], { epsilon: 0, center: true, scale: false }),
        layer('Activation', 'relu', ['norm'], { activation: 'relu' }),
        layer('MaxPooling2D', 'max', ['relu'], { ...picture, pool_size: [2, 2], strides: [2, 2] }),
        layer('AveragePooling2D', 'mean', ['relu'], { ...picture, pool_size: [2, 2], strides: [2, 2] }),
        layer('Concatenate', 'both', ['max', 'mean'], { axis: 3 }),
        layer('Flatten', 'flat', ['both']),
        layer('Dropout', 'drop', ['flat']),
        layer('Dense', 'dense', ['drop'], { activation: 'softmax', use_bias: true }),
      ],
      [
        { name: 'conv/kernel', shape: [1, 1, 1, 1] },
        { name: 'norm/beta', shape: [1] },
        { name: 'norm/moving_mean', shape: [1] },
        { name: 'norm/moving_variance', shape: [1] },
        { name: 'dense/kernel', shape: [2, 2] },
        { name: 'dense/bias', shape: [2] },
      ],
    );
    // 2 x, then (… − 1) / √4 + 0.5, so x itself: its largest is 3, its mean 1.25 once −1 is cut off.
    const weights = new Uint8Array(Float32Array.of(2, 0.5, 1, 4, 1, 0, 0, 1, 0, Math.LN2).buffer);
    const onnx = convertGraph(readLayersModel(json, weights), { name: 'small', inputNode: 'in', inputShape: ['N', 1, 2, 2], outputNodes: { answer: 'dense' } });
    const { answer } = await runOnnx(onnx, { input: { data: Float32Array.of(3, 2, -1, 0), shape: [1, 1, 2, 2] } });
    const [first, second] = [Math.exp(3), 2 * Math.exp(1.25)];
    expect(answer?.data[0]).toBeCloseTo(first / (first + second), 5);
    expect(answer?.data[1]).toBeCloseTo(second / (first + second), 5);
  });

  it.each([
    ['a layer that it does not know', [layer('LSTM', 'lstm', [])]],
    ['an activation that it does not know', [layer('Activation', 'a', ['in'], { activation: 'gelu' })]],
    ['a convolution with holes', [layer('Conv2D', 'c', ['in'], { ...convolution, dilation_rate: [2, 2] })]],
    ['channels before the rest', [layer('Conv2D', 'c', ['in'], { ...convolution, data_format: 'channels_first' })]],
    ['two uses of one layer', [{ ...layer('Dropout', 'd', []), inbound_nodes: [[['a', 0, 0, {}]], [['b', 0, 0, {}]]] }]],
  ])('is refused with %s', (_, layers) => {
    expect(() => readLayersModel(modelOf(layers, []), new Uint8Array(0))).toThrow(MalformedModelError);
  });
});
