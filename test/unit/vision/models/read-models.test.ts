import { describe, expect, it } from '@jest/globals';
import { buildArtifact } from '../../../../local/vision/models/build-artifact.ts';
import { MalformedModelError, UnsupportedOperatorError } from '../../../../local/vision/models/errors.ts';
import type { TfjsGraphArtifact, TfjsWeightArtifact } from '../../../../local/vision/models/manifest.ts';
import { COCO_SSD } from '../../../../local/vision/models/packages.ts';
import { commonjsValue } from '../../../../local/vision/models/tfjs-to-onnx/commonjs-value.ts';
import { readGraphModel } from '../../../../local/vision/models/tfjs-to-onnx/graph-model.ts';
import { describeOnnx } from '../../../helpers/run-onnx.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('reading model.json', () => {
  const topology = (attr: unknown): unknown => ({
    modelTopology: { node: [{ name: 'y', op: 'MaxPool', input: ['x'], attr }] },
    weightsManifest: [],
  });

  it('reads words in base64 and as bytes, and integers as numbers and as text', () => {
    const model = readGraphModel(
      topology({
        padding: { s: base64('SAME') },
        data_format: { s: [...Buffer.from('NHWC')] },
        strides: { list: { i: ['1', 2, '-3'], s: [] } },
        fused_ops: { list: { s: [base64('BiasAdd')] } },
        T: { type: 'DT_FLOAT' },
      }),
      new Uint8Array(0),
    );
    expect(model.nodes.get('y')?.attr).toEqual({
      padding: { s: 'SAME' },
      data_format: { s: 'NHWC' },
      strides: { list: { i: [1, 2, -3], s: [] } },
      fused_ops: { list: { s: ['BiasAdd'] } },
      T: {},
    });
  });

  it.each([
    ['no graph', { weightsManifest: [] }],
    ['a list', []],
    ['a node without an operator', { modelTopology: { node: [{ name: 'y' }] }, weightsManifest: [] }],
    ['an integer that is none', topology({ axis: { i: 'one' } })],
  ])('refuses %s', (_title, json) => {
    expect(() => readGraphModel(json, new Uint8Array(0))).toThrow(MalformedModelError);
  });
});

describe('a CommonJS file of data', () => {
  it('gives what it exports, bundled or not', () => {
    expect(commonjsValue('module.exports = { a: [1, -.5], b: !0 };', 'a.js')).toEqual({ a: [1, -0.5], b: true });
    expect(commonjsValue('(function(f){ if (typeof exports === "object") module.exports = f(); })(function(){ return "data" });', 'b.js')).toBe('data');
  });

  it.each([
    ['asks for a module', 'module.exports = require("fs")'],
    ['is cut short', 'module.exports = {'],
    ['exports a function', 'module.exports = () => 1'],
    ['makes code of words', 'module.exports = eval("1")'],
  ])('is refused if it %s', (_title, source) => {
    expect(() => commonjsValue(source, 'bad.js')).toThrow(MalformedModelError);
    expect(() => commonjsValue(source, 'bad.js')).toThrow(/bad\.js/);
  });
});

describe('building an artifact', () => {
  const node = (name: string, op: string, input: string[] = []): unknown => ({ name, op, input });
  const modelJson = Buffer.from(
    JSON.stringify({
      modelTopology: { node: [node('x', 'Placeholder'), node('w', 'Const'), node('y', 'Relu', ['x']), node('z', 'NonMaxSuppressionV5', ['y'])] },
      weightsManifest: [{ paths: ['weights.bin'], weights: [{ name: 'w', shape: [2], dtype: 'float32' }] }],
    }),
  );
  const weightBytes = Buffer.alloc(8);
  weightBytes.writeFloatLE(0.5, 0);
  weightBytes.writeFloatLE(-3, 4);
  const sources = new Map([
    ['model.json', modelJson],
    ['weights.bin', weightBytes],
  ]);
  const graph: TfjsGraphArtifact = {
    form: 'tfjs-graph',
    package: COCO_SSD,
    sources: ['model.json', 'weights.bin'],
    cut: { inputNode: 'x', outputNodes: { result: 'y' } },
    input: { shape: ['N', 3, 4, 5], meaning: '' },
    outputs: { result: { shape: ['N', 4, 5, 3], meaning: '' } },
  };

  it('converts what lies before the cut, whatever lies behind it', async () => {
    expect(await describeOnnx(buildArtifact('small', graph, sources))).toMatchObject({
      inputs: [{ name: 'input', shape: ['N', 3, 4, 5] }],
      outputs: [{ name: 'result', shape: ['N', 4, 5, 3] }],
    });
  });

  it('gives the same bytes every time', () => {
    expect(Buffer.compare(buildArtifact('small', graph, sources), buildArtifact('small', graph, sources))).toBe(0);
  });

  it('names the operator and the node that it cannot convert', () => {
    const cutLater = { ...graph, cut: { inputNode: 'x', outputNodes: { result: 'z' } } };
    const build = (): unknown => buildArtifact('small', cutLater, sources);
    expect(build).toThrow(UnsupportedOperatorError);
    expect(build).toThrow(/NonMaxSuppressionV5 of node z/);
  });

  it('names a node that the graph does not have', () => {
    const cutNowhere = { ...graph, cut: { inputNode: 'x', outputNodes: { result: 'nowhere' } } };
    expect(() => buildArtifact('small', cutNowhere, sources)).toThrow(/no node nowhere/);
  });

  const weight: TfjsWeightArtifact = {
    form: 'tfjs-weight',
    package: COCO_SSD,
    sources: ['model.json', 'weights.bin'],
    weight: 'w',
    value: { shape: [1, 2], meaning: '' },
  };

  it('writes a weight as bare little-endian floats', () => {
    expect(buildArtifact('anchors', weight, sources)).toEqual(weightBytes);
  });

  it('refuses a weight of another size', () => {
    const larger = { ...weight, value: { shape: [3], meaning: '' } };
    expect(() => buildArtifact('anchors', larger, sources)).toThrow(MalformedModelError);
  });
});
