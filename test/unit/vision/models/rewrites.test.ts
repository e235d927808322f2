import { describe, expect, it } from '@jest/globals';
import { rewriteModel } from '../../../../local/vision/models/rewrites/rewrite-model.ts';
import { OnnxGraph } from '../../../../local/vision/models/tfjs-to-onnx/onnx-graph.ts';
import { runOnnx } from '../../../helpers/run-onnx.ts';

const PICTURE = { data: Float32Array.of(-2, 0, 3, -4, 0.5, -0.25), shape: [1, 2, 1, 3] };

/** The graph's value y of a picture of two channels, one row and three columns. */
function modelOf(build: (graph: OnnxGraph, x: string) => string): Uint8Array {
  const graph = new OnnxGraph('small');
  graph.addOutput('y', build(graph, graph.addInput('x', [1, 2, 1, 3])), ['N', 'C', 'H', 'W']);
  return graph.serialize();
}

async function expectSameResult(model: Uint8Array): Promise<void> {
  const [before, after] = await Promise.all([model, rewriteModel(model)].map((each) => runOnnx(each, { x: PICTURE })));
  expect(after?.y?.shape).toEqual(before?.y?.shape);
  expect([...(after?.y?.data ?? [])]).toEqual([...(before?.y?.data ?? [])].map((value) => expect.closeTo(value, 6)));
}

const operatorIn = (model: Uint8Array, operator: string): boolean => Buffer.from(rewriteModel(model)).includes(operator);

describe('rewriting PRelu', () => {
  const preluModel = (slopes: readonly number[], shape: readonly number[]): Uint8Array =>
    modelOf((graph, x) => {
      const y = graph.addNode('PRelu', [x, graph.addFloats(Float32Array.from(slopes), shape)]);
      return graph.addNode('PRelu', [y, graph.addFloats(Float32Array.from(slopes), shape)]);
    });

  it.each([
    ['a small slope for each channel', [0.25, 0.5], [2, 1, 1]],
    ['a negative slope for each channel', [-0.5, -2], [2, 1, 1]],
    ['a large slope for each channel', [3, 1.5], [2, 1, 1]],
    ['slopes after an axis for the batch', [0.1, 4], [1, 2, 1, 1]],
    ['one slope for all', [0.3], [1]],
    ['a slope for each column', [0.1, 2, -1], [3]],
  ])('keeps the result with %s, and leaves no PRelu', async (_, slopes, shape) => {
    const model = preluModel(slopes, shape);
    expect(operatorIn(model, 'PRelu')).toBe(false);
    await expectSameResult(model);
  });
});

describe('rewriting hard swish', () => {
  const hardSwish = (graph: OnnxGraph, x: string, shift: number): string => {
    const scaled = graph.addNode('Mul', [graph.addScalar(0.1666), x]);
    const shifted = graph.addNode('Add', [x, graph.addScalar(shift)]);
    return graph.addNode('Mul', [scaled, graph.addNode('Clip', [shifted, graph.addScalar(0), graph.addScalar(6)])]);
  };
  const convolved = (graph: OnnxGraph, x: string): string => graph.addNode('Conv', [x, graph.addFloats(Float32Array.of(1, 2, -3, 4), [2, 2, 1, 1])]);

  it('keeps the result and needs no sum of its own', async () => {
    const model = modelOf((graph, x) => hardSwish(graph, convolved(graph, x), 3));
    expect(operatorIn(model, 'Add')).toBe(false);
    await expectSameResult(model);
  });

  it('leaves alone what only looks like it', () => {
    const model = modelOf((graph, x) => hardSwish(graph, convolved(graph, x), 2));
    expect(rewriteModel(model)).toBe(model);
  });

  it('leaves alone what is not a convolution that it follows', () => {
    const model = modelOf((graph, x) => hardSwish(graph, x, 3));
    expect(rewriteModel(model)).toBe(model);
  });
});

describe('rewriting a maximum pool of a padded picture', () => {
  const pooled = (graph: OnnxGraph, x: string, filling: number): string => {
    const padded = graph.addNode('Pad', [x, graph.addIntegers([0, 0, 1, 0, 0, 0, 1, 1]), graph.addScalar(filling)]);
    return graph.addNode('MaxPool', [padded], { kernel_shape: [2, 2], strides: [1, 2], pads: [0, 0, 0, 0] });
  };

  it('keeps the result, and the pool pads by itself', async () => {
    const model = modelOf((graph, x) => pooled(graph, x, -Infinity));
    expect(operatorIn(model, 'Pad')).toBe(false);
    await expectSameResult(model);
  });

  it('leaves alone padding with a number that could be a maximum', () => {
    const model = modelOf((graph, x) => pooled(graph, x, 0));
    expect(rewriteModel(model)).toBe(model);
  });
});

it('leaves a model with nothing to rewrite as it is', () => {
  const model = modelOf((graph, x) => graph.addNode('Relu', [x]));
  expect(rewriteModel(model)).toBe(model);
});
