import { describe, expect, it } from '@jest/globals';
import { UnsupportedOperatorError } from '../../../../local/vision/models/errors.ts';
import type { GraphModel } from '../../../../local/vision/models/tfjs-to-onnx/graph-model.ts';
import { floats, int, ints, listOf, type Picture, runGraph, smallGraph, wordsOf } from './small-graph.ts';

/** Two rows of three pixels of two channels. */
const PICTURE: Picture = [
  [
    [1, -1],
    [2, -2],
    [3, -3],
  ],
  [
    [4, -4],
    [5, -5],
    [6, -6],
  ],
];

/** Four rows of four pixels of one channel, counting from 1. */
const SQUARE: Picture = [0, 4, 8, 12].map((start) => [1, 2, 3, 4].map((step) => [start + step]));

const SAME = { padding: { s: 'SAME' } };
const VALID = { padding: { s: 'VALID' } };
const BIAS = { fused_ops: wordsOf('BiasAdd') };
const windowOf = (size: number, stride: number): { ksize: ReturnType<typeof listOf>; strides: ReturnType<typeof listOf> } => ({
  ksize: listOf(1, size, size, 1),
  strides: listOf(1, stride, stride, 1),
});

interface Case {
  readonly graph: GraphModel;
  readonly picture: Picture;
  readonly shape: number[];
  readonly values: number[];
}

/** Every expected value is worked out by hand from TensorFlow's definition of the operator. */
const CASES: Readonly<Record<string, Case>> = {
  'Identity passes its input on, in the order of height, width, channels': {
    graph: smallGraph({ y: ['Identity', ['x']] }),
    picture: PICTURE,
    shape: [1, 2, 3, 2],
    values: [1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6],
  },
  'Relu cuts below 0': {
    graph: smallGraph({ y: ['Relu', ['x']] }),
    picture: [[[-1], [0], [7]]],
    shape: [1, 1, 3, 1],
    values: [0, 0, 7],
  },
  'Relu6 cuts below 0 and above 6': {
    graph: smallGraph({ y: ['Relu6', ['x']] }),
    picture: [[[-1], [5], [7]]],
    shape: [1, 1, 3, 1],
    values: [0, 5, 6],
  },
  'LeakyRelu slopes below 0': {
    graph: smallGraph({ y: ['LeakyRelu', ['x'], { alpha: { f: 0.5 } }] }),
    picture: [[[-2], [4]]],
    shape: [1, 1, 2, 1],
    values: [-1, 4],
  },
  'LeakyRelu slopes by a fifth where nothing is said': {
    graph: smallGraph({ y: ['LeakyRelu', ['x']] }),
    picture: [[[-5], [4]]],
    shape: [1, 1, 2, 1],
    values: [-1, 4],
  },
  'PadV2 surrounds with the number it names': {
    graph: smallGraph({ y: ['PadV2', ['x', 'widths', 'filling']] }, { widths: ints(0, 0, 0, 1, 1, 0, 0, 0), filling: floats([], -9) }),
    picture: [[[1], [2]]],
    shape: [1, 2, 3, 1],
    values: [-9, 1, 2, -9, -9, -9],
  },
  'Transpose exchanges axes': {
    graph: smallGraph({ y: ['Transpose', ['x', 'order']] }, { order: ints(0, 3, 1, 2) }),
    picture: PICTURE,
    shape: [1, 2, 2, 3],
    values: [1, 2, 3, 4, 5, 6, -1, -2, -3, -4, -5, -6],
  },
  'Transpose there and back again changes nothing': {
    graph: smallGraph({ there: ['Transpose', ['x', 'order']], back: ['Transpose', ['there', 'backwards']], y: ['Relu', ['back']] }, { order: ints(0, 3, 1, 2), backwards: ints(0, 2, 3, 1) }),
    picture: PICTURE,
    shape: [1, 2, 3, 2],
    values: [1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0],
  },
  'Sigmoid is 1 / (1 + e^-x)': {
    graph: smallGraph({ y: ['Sigmoid', ['x']] }),
    picture: [[[0], [Math.log(3)]]],
    shape: [1, 1, 2, 1],
    values: [0.5, 0.75],
  },
  'Prelu slopes each channel below 0 by its own': {
    graph: smallGraph({ y: ['Prelu', ['x', 'slope']] }, { slope: floats([1, 1, 2], 0.5, 0.25) }),
    picture: [[[-2, -4], [2, 4]]],
    shape: [1, 1, 2, 2],
    values: [-1, -1, 2, 4],
  },
  'Softmax runs over the channels': {
    graph: smallGraph({ y: ['Softmax', ['x']] }),
    picture: [[[0, Math.log(3)], [0, 0]]],
    shape: [1, 1, 2, 2],
    values: [0.25, 0.75, 0.5, 0.5],
  },
  'Add adds a number of each channel': {
    graph: smallGraph({ y: ['Add', ['x', 'offset']] }, { offset: floats([2], 10, 20) }),
    picture: [[[1, 2], [3, 4]]],
    shape: [1, 1, 2, 2],
    values: [11, 22, 13, 24],
  },
  'AddV2 adds a number of each column': {
    graph: smallGraph({ y: ['AddV2', ['x', 'offset']] }, { offset: floats([2, 1], 10, 20) }),
    picture: [[[1, 2], [3, 4]]],
    shape: [1, 1, 2, 2],
    values: [11, 12, 23, 24],
  },
  'BiasAdd adds a bias of each channel': {
    graph: smallGraph({ y: ['BiasAdd', ['x', 'bias']] }, { bias: floats([2], 1, -1) }),
    picture: [[[1, 2]]],
    shape: [1, 1, 1, 2],
    values: [2, 1],
  },
  'Sub keeps its order when the constant comes first': {
    graph: smallGraph({ y: ['Sub', ['one', 'x']] }, { one: floats([], 1) }),
    picture: [[[3]]],
    shape: [1, 1, 1, 1],
    values: [-2],
  },
  'Mul multiplies a picture by the mean of each of its channels': {
    graph: smallGraph({ mean: ['Mean', ['x', 'axes'], { keep_dims: { b: true } }], y: ['Mul', ['x', 'mean']] }, { axes: ints(1, 2) }),
    picture: [[[1, 10], [3, 20]]],
    shape: [1, 1, 2, 2],
    values: [2, 150, 6, 300],
  },
  'AddN adds all of its inputs': {
    graph: smallGraph({ twice: ['Add', ['x', 'x']], y: ['AddN', ['x', 'twice', 'x']] }),
    picture: [[[1], [2]]],
    shape: [1, 1, 2, 1],
    values: [4, 8],
  },
  'Mean over height and width keeps the channels': {
    graph: smallGraph({ y: ['Mean', ['x', 'axes']] }, { axes: ints(1, 2) }),
    picture: PICTURE,
    shape: [1, 2],
    values: [3.5, -3.5],
  },
  'Mean over the last axis counted from the end': {
    graph: smallGraph({ y: ['Mean', ['x', 'axes']] }, { axes: ints(-1) }),
    picture: [[[1, 3], [5, 9]]],
    shape: [1, 1, 2],
    values: [2, 7],
  },
  'Conv2D sums over the kernel and the channels': {
    graph: smallGraph(
      { y: ['Conv2D', ['x', 'kernel'], { strides: listOf(1, 1, 1, 1), ...VALID }] },
      // One row of two columns, two channels in, one out.
      { kernel: floats([1, 2, 2, 1], 1, 2, 10, 20) },
    ),
    picture: PICTURE,
    shape: [1, 2, 2, 1],
    values: [1 - 2 + 20 - 40, 2 - 4 + 30 - 60, 4 - 8 + 50 - 100, 5 - 10 + 60 - 120],
  },
  'Conv2D pads SAME below and on the right first': {
    graph: smallGraph(
      { y: ['Conv2D', ['x', 'kernel'], { strides: listOf(1, 2, 2, 1), ...SAME }] },
      { kernel: floats([3, 3, 1, 1], 1, 1, 1, 1, 1, 1, 1, 1, 1) },
    ),
    picture: SQUARE,
    shape: [1, 2, 2, 1],
    values: [1 + 2 + 3 + 5 + 6 + 7 + 9 + 10 + 11, 3 + 4 + 7 + 8 + 11 + 12, 9 + 10 + 11 + 13 + 14 + 15, 11 + 12 + 15 + 16],
  },
  'Conv2D with dilations leaves pixels out': {
    graph: smallGraph(
      { y: ['Conv2D', ['x', 'kernel'], { strides: listOf(1, 1, 1, 1), dilations: listOf(1, 2, 2, 1), ...VALID }] },
      { kernel: floats([2, 2, 1, 1], 1, 1, 1, 1) },
    ),
    picture: SQUARE,
    shape: [1, 2, 2, 1],
    values: [1 + 3 + 9 + 11, 2 + 4 + 10 + 12, 5 + 7 + 13 + 15, 6 + 8 + 14 + 16],
  },
  '_FusedConv2D adds a bias, then activates': {
    graph: smallGraph(
      { y: ['_FusedConv2D', ['x', 'kernel', 'bias'], { strides: listOf(1, 1, 1, 1), ...VALID, fused_ops: wordsOf('BiasAdd', 'Relu') }] },
      { kernel: floats([1, 1, 2, 2], 1, -1, 0, 0), bias: floats([2], -3.5, 3.5) },
    ),
    picture: PICTURE,
    shape: [1, 2, 3, 2],
    values: [0, 2.5, 0, 1.5, 0, 0.5, 0.5, 0, 1.5, 0, 2.5, 0],
  },
  '_FusedConv2D takes the slopes of Prelu after the bias': {
    graph: smallGraph(
      {
        y: [
          '_FusedConv2D',
          ['x', 'kernel', 'bias', 'slope'],
          { strides: listOf(1, 1, 1, 1), ...VALID, fused_ops: wordsOf('BiasAdd', 'Prelu') },
        ],
      },
      { kernel: floats([1, 1, 1, 2], 1, 2), bias: floats([2], 0, -1), slope: floats([1, 1, 2], 0.5, 0.1) },
    ),
    picture: [[[-2], [2]]],
    shape: [1, 1, 2, 2],
    values: [-1, -0.5, 2, 3],
  },
  'DepthwiseConv2dNative gives each channel as many outputs as the multiplier says': {
    graph: smallGraph(
      { y: ['DepthwiseConv2dNative', ['x', 'kernel'], { strides: listOf(1, 1, 1, 1), ...VALID }] },
      { kernel: floats([1, 1, 2, 2], 1, 10, 100, 1000) },
    ),
    picture: [[[1, 2], [3, 4]]],
    shape: [1, 1, 2, 4],
    values: [1, 10, 200, 2000, 3, 30, 400, 4000],
  },
  'FusedDepthwiseConv2dNative adds a bias, then activates': {
    graph: smallGraph(
      {
        y: [
          'FusedDepthwiseConv2dNative',
          ['x', 'kernel', 'bias'],
          { strides: listOf(1, 1, 1, 1), ...SAME, fused_ops: wordsOf('BiasAdd', 'Relu6') },
        ],
      },
      { kernel: floats([1, 1, 2, 1], 2, 3), bias: floats([2], 1, 1) },
    ),
    picture: [[[1, -1], [4, 1]]],
    shape: [1, 1, 2, 2],
    values: [3, 0, 6, 4],
  },
  'FusedBatchNorm scales and shifts each channel by its statistics': {
    graph: smallGraph(
      { y: ['FusedBatchNorm', ['x', 'scale', 'offset', 'mean', 'variance'], { epsilon: { f: 1 } }] },
      { scale: floats([2], 2, 1), offset: floats([2], 5, 0), mean: floats([2], 1, 0), variance: floats([2], 3, 15) },
    ),
    picture: [[[3, 8]]],
    shape: [1, 1, 1, 2],
    values: [5 + (2 * (3 - 1)) / 2, 8 / 4],
  },
  'MaxPool takes the largest of each window': {
    graph: smallGraph({ y: ['MaxPool', ['x'], { ...windowOf(2, 2), ...VALID }] }),
    picture: SQUARE,
    shape: [1, 2, 2, 1],
    values: [6, 8, 14, 16],
  },
  'AvgPool leaves the padding out of the average': {
    graph: smallGraph({ y: ['AvgPool', ['x'], { ...windowOf(3, 3), ...SAME }] }),
    picture: SQUARE,
    shape: [1, 2, 2, 1],
    values: [(1 + 2 + 5 + 6) / 4, (3 + 4 + 7 + 8) / 4, (9 + 10 + 13 + 14) / 4, (11 + 12 + 15 + 16) / 4],
  },
  '_FusedMatMul multiplies rows of features and adds a bias': {
    graph: smallGraph(
      { mean: ['Mean', ['x', 'axes']], y: ['_FusedMatMul', ['mean', 'matrix', 'bias'], BIAS] },
      { axes: ints(1, 2), matrix: floats([2, 3], 1, 2, 3, 10, 20, 30), bias: floats([3], 0.5, 0, -0.5) },
    ),
    picture: [[[1, 2]]],
    shape: [1, 3],
    values: [21.5, 42, 62.5],
  },
  'Pad adds zeros to height, width and channels': {
    graph: smallGraph({ y: ['Pad', ['x', 'widths']] }, { widths: ints(0, 0, 1, 0, 0, 1, 0, 1) }),
    picture: [[[7]]],
    shape: [1, 2, 2, 2],
    values: [0, 0, 0, 0, 7, 0, 0, 0],
  },
  'Reshape counts in the order of height, width, channels': {
    graph: smallGraph({ y: ['Reshape', ['x', 'shape']] }, { shape: ints(-1, 6, 2) }),
    picture: PICTURE,
    shape: [1, 6, 2],
    values: [1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6],
  },
  'Squeeze drops the axes that are named': {
    graph: smallGraph({ y: ['Squeeze', ['x'], { squeeze_dims: listOf(1) }] }),
    picture: [[[1, 2], [3, 4]]],
    shape: [1, 2, 2],
    values: [1, 2, 3, 4],
  },
  'ConcatV2 appends channels': {
    graph: smallGraph({ six: ['Relu6', ['x']], y: ['ConcatV2', ['x', 'six', 'axis']] }, { axis: int(-1) }),
    picture: [[[7], [8]]],
    shape: [1, 1, 2, 2],
    values: [7, 6, 8, 6],
  },
  'Shape, StridedSlice and Pack put together the shape of a Reshape': {
    graph: smallGraph(
      {
        shape: ['Shape', ['x']],
        batch: ['StridedSlice', ['shape', 'zero', 'one', 'one'], { shrink_axis_mask: { i: 1 } }],
        target: ['Pack', ['batch', 'rest', 'channels']],
        y: ['Reshape', ['x', 'target']],
      },
      { zero: ints(0), one: ints(1), rest: int(-1), channels: int(4) },
    ),
    picture: PICTURE,
    shape: [1, 3, 4],
    values: [1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6],
  },
  'ResizeBilinear lays pixels from the corner': {
    graph: smallGraph({ y: ['ResizeBilinear', ['x', 'size']] }, { size: ints(1, 4) }),
    picture: [[[0], [4]]],
    shape: [1, 1, 4, 1],
    values: [0, 2, 4, 4],
  },
  'ResizeBilinear with half-pixel centres lays them about their centres': {
    graph: smallGraph({ y: ['ResizeBilinear', ['x', 'size'], { half_pixel_centers: { b: true } }] }, { size: ints(1, 4) }),
    picture: [[[0], [4]]],
    shape: [1, 1, 4, 1],
    values: [0, 1, 3, 4],
  },
  'ResizeBilinear to half the size with half-pixel centres takes the mean of four pixels': {
    graph: smallGraph({ y: ['ResizeBilinear', ['x', 'size'], { half_pixel_centers: { b: true } }] }, { size: ints(2, 2) }),
    picture: SQUARE,
    shape: [1, 2, 2, 1],
    values: [3.5, 5.5, 11.5, 13.5],
  },
  'ResizeBilinear with aligned corners lays the corners on corners': {
    graph: smallGraph({ y: ['ResizeBilinear', ['x', 'size'], { align_corners: { b: true } }] }, { size: ints(1, 3) }),
    picture: [[[0], [4]]],
    shape: [1, 1, 3, 1],
    values: [0, 2, 4],
  },
};

it.each(Object.entries(CASES))('%s', async (_title, { graph, picture, shape, values }) => {
  const result = await runGraph(graph, picture);
  expect(result.shape).toEqual(shape);
  expect(result.data).toHaveLength(values.length);
  for (const [index, value] of values.entries()) expect(result.data[index]).toBeCloseTo(value, 4);
});

/** What the models of the manifest do not need is refused rather than guessed at. */
const REFUSED: Readonly<Record<string, readonly [GraphModel, RegExp]>> = {
  'an operator it does not know': [smallGraph({ y: ['FusedDream', ['x']] }), /FusedDream of node y/],
  'a fused activation it does not know': [
    smallGraph(
      { y: ['_FusedConv2D', ['x', 'kernel', 'bias'], { strides: listOf(1, 1, 1, 1), ...VALID, fused_ops: wordsOf('BiasAdd', 'Elu') }] },
      { kernel: floats([1, 1, 1, 1], 1), bias: floats([1], 0) },
    ),
    /_FusedConv2D of node y.*Elu/,
  ],
  'explicit padding': [
    smallGraph(
      { y: ['Conv2D', ['x', 'kernel'], { strides: listOf(1, 1, 1, 1), padding: { s: 'EXPLICIT' } }] },
      { kernel: floats([1, 1, 1, 1], 1) },
    ),
    /Conv2D of node y.*EXPLICIT/,
  ],
  'pictures with channels first': [
    smallGraph({ y: ['MaxPool', ['x'], { ...windowOf(1, 1), ...VALID, data_format: { s: 'NCHW' } }] }),
    /MaxPool of node y.*NCHW/,
  ],
  'a kernel that is computed': [
    smallGraph({ y: ['Conv2D', ['x', 'x'], { strides: listOf(1, 1, 1, 1), ...VALID }] }),
    /Conv2D of node y.*input 1 is not a constant/,
  ],
  'a second output of a node': [smallGraph({ y: ['Relu', ['x:1']] }), /Relu of node y.*x:1/],
  'a reshape over the batch': [smallGraph({ y: ['Reshape', ['x', 'shape']] }, { shape: ints(6, 2) }), /Reshape of node y.*batch/],
  'a mean over the batch': [smallGraph({ y: ['Mean', ['x', 'axes']] }, { axes: ints(0) }), /Mean of node y.*batch/],
  'a squeezed batch': [smallGraph({ y: ['Squeeze', ['x'], { squeeze_dims: listOf(0) }] }), /Squeeze of node y.*batch/],
  'batches put together': [smallGraph({ y: ['ConcatV2', ['x', 'x', 'axis']] }, { axis: int(0) }), /ConcatV2 of node y.*batch/],
  'a batch put elsewhere': [smallGraph({ y: ['Transpose', ['x', 'order']] }, { order: ints(1, 0, 2, 3) }), /Transpose of node y.*batch/],
  'a padded batch': [smallGraph({ y: ['Pad', ['x', 'widths']] }, { widths: ints(0, 1, 0, 0, 0, 0, 0, 0) }), /Pad of node y.*batch/],
  'a constant of more axes than the tensor': [
    smallGraph({ y: ['Add', ['x', 'offset']] }, { offset: floats([2, 1, 1, 1, 1], 1, 2) }),
    /Add of node y.*rank/,
  ],
  'arithmetic between constants': [
    smallGraph({ sum: ['Add', ['one', 'one']], y: ['Add', ['x', 'sum']] }, { one: floats([], 1) }),
    /Add of node sum.*constants/,
  ],
  'a matrix to be transposed': [
    smallGraph(
      { mean: ['Mean', ['x', 'axes']], y: ['_FusedMatMul', ['mean', 'matrix', 'bias'], { ...BIAS, transpose_b: { b: true } }] },
      { axes: ints(1, 2), matrix: floats([2, 2], 1, 2, 3, 4), bias: floats([2], 0, 0) },
    ),
    /_FusedMatMul of node y.*transposed/,
  ],
  'a list sliced into a list': [
    smallGraph(
      { shape: ['Shape', ['x']], part: ['StridedSlice', ['shape', 'zero', 'one', 'one']], y: ['Reshape', ['x', 'part']] },
      { zero: ints(0), one: ints(1) },
    ),
    /StridedSlice of node part/,
  ],
};

describe('the converter refuses', () => {
  it.each(Object.entries(REFUSED))('%s', async (_title, [graph, message]) => {
    const failure = await runGraph(graph, PICTURE).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UnsupportedOperatorError);
    expect(failure).toHaveProperty('message', expect.stringMatching(message));
  });
});
