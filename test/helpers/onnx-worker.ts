/** Runs one model once in a thread of its own: see run-onnx.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { OnnxJob, OnnxOutcome } from './run-onnx.ts';

const { model, inputs } = workerData as OnnxJob;
const options = { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3 } as const;
const session = typeof model === 'string' ? await InferenceSession.create(model, options) : await InferenceSession.create(model, options);
const describe = (values: readonly InferenceSession.ValueMetadata[]): OnnxOutcome['inputs'] =>
  values.map((value) => ({ name: value.name, shape: value.isTensor ? [...value.shape] : [] }));
const outcome: OnnxOutcome = { inputs: describe(session.inputMetadata), outputs: describe(session.outputMetadata), results: {} };
if (inputs !== null) {
  const feeds = Object.fromEntries(Object.entries(inputs).map(([name, { data, shape }]) => [name, new Tensor('float32', data, shape)]));
  for (const [name, { data, dims }] of Object.entries(await session.run(feeds))) {
    if (!(data instanceof Float32Array)) throw new TypeError(`Output ${name} is not float32`);
    outcome.results[name] = { data, shape: dims };
  }
}
parentPort?.postMessage(outcome);
