import { describe, expect, it } from '@jest/globals';
import { rewritePrelu } from '../../../../local/vision/models/rewrite-prelu.ts';
import { OnnxGraph } from '../../../../local/vision/models/tfjs-to-onnx/onnx-graph.ts';
import { runOnnx } from '../../../helpers/run-onnx.ts';

/** Two channels, each with a slope of its own. */
function preluModel(slopes: readonly [number, number]): Uint8Array {
  const graph = new OnnxGraph('prelu');
  const x = graph.addInput('x', [1, 2, 1, 3]);
  const y = graph.addNode('PRelu', [x, graph.addFloats(Float32Array.from(slopes), [2, 1, 1])]);
  graph.addOutput('y', graph.addNode('PRelu', [y, graph.addFloats(Float32Array.from(slopes), [2, 1, 1])]), [1, 2, 1, 3]);
  return graph.serialize();
}

describe('rewriting PRelu', () => {
  it.each([
    ['small', [0.25, 0.5]],
    ['negative', [-0.5, -2]],
    ['large', [3, 1.5]],
    ['mixed', [0.1, 4]],
  ] as const)('keeps the result with %s slopes, and leaves no PRelu', async (_, slopes) => {
    const model = preluModel(slopes);
    const rewritten = rewritePrelu(model);
    expect(Buffer.from(rewritten).includes('PRelu')).toBe(false);
    const x = { data: Float32Array.of(-2, 0, 3, -4, 0.5, -0.25), shape: [1, 2, 1, 3] };
    const [before, after] = await Promise.all([runOnnx(model, { x }), runOnnx(rewritten, { x })]);
    expect([...(after.y?.data ?? [])]).toEqual([...(before.y?.data ?? [])].map((value) => expect.closeTo(value, 6)));
  });

  it('leaves a model without PRelu as it is', () => {
    const graph = new OnnxGraph('relu');
    graph.addOutput('y', graph.addNode('Relu', [graph.addInput('x', [1])]), [1]);
    const model = graph.serialize();
    expect(rewritePrelu(model)).toBe(model);
  });
});
