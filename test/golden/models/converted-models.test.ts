import { beforeAll, describe, expect, it } from '@jest/globals';
import { MODELS_CACHE_DIR } from '../../../local/vision/models/cache-dirs.ts';
import { type Artifact, type ArtifactName, MANIFEST } from '../../../local/vision/models/manifest.ts';
import { type ModelFiles, prepareModels } from '../../../local/vision/models/prepare-models.ts';
import { describeOnnx, type FloatTensor, runOnnx } from '../../helpers/run-onnx.ts';
import { batchOfOne, testPattern } from '../../helpers/test-pattern.ts';
import { type Golden, GOLDENS, type OutputSummary } from './goldens.ts';

/** Both runtimes compute in float32 but add in different orders; the converted graphs were within 1e-5 of the range at most. */
const TOLERANCE = 1e-4;

let files: ModelFiles;

beforeAll(async () => {
  files = await prepareModels({ cacheDir: MODELS_CACHE_DIR });
}, 15 * 60_000);

const artifacts = Object.entries(MANIFEST) as [ArtifactName, Artifact][];

describe.each(Object.keys(GOLDENS) as (keyof typeof GOLDENS)[])('%s', (name) => {
  const artifact: Artifact = MANIFEST[name];
  const { input } = MANIFEST[name];
  const golden: Golden = GOLDENS[name];
  const writtenForPx = 'cut' in artifact ? artifact.cut.writtenForPx : undefined;
  /** The goldens are TensorFlow's, which has channels last. */
  const inGoldensOrder = 'cut' in artifact && artifact.cut.channelsFirstOutputs ? channelsLast : (output: FloatTensor | undefined) => output;

  it('answers a test pattern as TensorFlow.js does', async () => {
    const shape = batchOfOne(input.shape, writtenForPx);
    const [low, high] = golden.inputRange;
    const results = await runOnnx(files[name], { input: { data: testPattern(shape, low, high), shape } });
    expect(Object.keys(results).sort()).toEqual(Object.keys(golden.outputs).sort());
    for (const [output, expected] of Object.entries(golden.outputs)) expectSummary(inGoldensOrder(results[output]), expected);
  });

  it('answers every picture of a batch', async () => {
    const shape = batchOfOne(input.shape, writtenForPx);
    const pictures = [testPattern(shape, 0, 1), testPattern(shape, 0.2, 0.6)];
    const [first, second] = await Promise.all(pictures.map((data) => runOnnx(files[name], { input: { data, shape } })));
    const data = Float32Array.from(pictures.flatMap((picture) => Array.from(picture)));
    const both = await runOnnx(files[name], { input: { data, shape: shape.with(0, 2) } });
    for (const [output, { data: together }] of Object.entries(both)) {
      const apart = [...(first?.[output]?.data ?? []), ...(second?.[output]?.data ?? [])];
      expect(together).toHaveLength(apart.length);
      expect(largestDifference(together, apart)).toBeLessThanOrEqual(TOLERANCE);
    }
  });

  if (writtenForPx !== undefined) {
    it('answers a picture of another size with a grid of that size', async () => {
      const shape = batchOfOne(input.shape, [192, 320]);
      const results = await runOnnx(files[name], { input: { data: testPattern(shape, ...golden.inputRange), shape } });
      for (const [output, { shape: written }] of Object.entries(golden.outputs)) {
        const [, rows = NaN, columns = NaN, channels] = written;
        const expected = [1, (rows * 192) / writtenForPx[0], (columns * 320) / writtenForPx[1], channels];
        expect(inGoldensOrder(results[output])?.shape).toEqual(expected);
        expect(results[output]?.data.every(Number.isFinite)).toBe(true);
      }
    });
  }
});

it.each(artifacts.flatMap(([name, artifact]) => (artifact.form === 'tfjs-weight' ? [] : [[name, artifact] as const])))(
  '%s has the input and the outputs that the manifest says',
  async (name, { input, outputs }) => {
    const described = await describeOnnx(files[name]);
    expect(described.inputs).toEqual([{ name: 'input', shape: input.shape }]);
    expect(Object.fromEntries(described.outputs.map((output) => [output.name, output.shape]))).toEqual(
      Object.fromEntries(Object.entries(outputs).map(([output, { shape }]) => [output, shape])),
    );
  },
);

function expectSummary(actual: FloatTensor | undefined, expected: OutputSummary): void {
  if (actual === undefined) throw new Error('No such output');
  const values = Array.from(actual.data);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const range = Math.max(expected.maximum - expected.minimum, Math.abs(expected.maximum));
  const near = (value: number, wanted: number): void => {
    expect(Math.abs(value - wanted) / range).toBeLessThanOrEqual(TOLERANCE);
  };
  expect(actual.shape).toEqual(expected.shape);
  near(mean, expected.mean);
  near(Math.sqrt(variance), expected.standardDeviation);
  near(values.reduce((a, b) => Math.min(a, b)), expected.minimum);
  near(values.reduce((a, b) => Math.max(a, b)), expected.maximum);
  for (const [index, value] of expected.samples) near(values[index] ?? NaN, value);
}

function channelsLast(output: FloatTensor | undefined): FloatTensor | undefined {
  if (output === undefined) return undefined;
  const [batch = 1, channels = 1, rows = 1, columns = 1] = output.shape;
  const cells = rows * columns;
  const data = Float32Array.from(output.data, (_, at) => {
    const picture = Math.floor(at / (cells * channels));
    const cell = Math.floor(at / channels) % cells;
    return output.data[(picture * channels + (at % channels)) * cells + cell] ?? NaN;
  });
  return { data, shape: [batch, rows, columns, channels] };
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0;
  for (let index = 0; index < a.length; index += 1) largest = Math.max(largest, Math.abs((a[index] ?? NaN) - (b[index] ?? NaN)));
  return largest;
}
