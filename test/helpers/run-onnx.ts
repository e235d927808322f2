import { Worker } from 'node:worker_threads';

export interface FloatTensor {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

export interface OnnxJob {
  /** The path of an ONNX file, or its bytes. */
  readonly model: string | Uint8Array;
  readonly inputs: Readonly<Record<string, FloatTensor>> | null;
}

export interface OnnxOutcome {
  /** A length that is any length is given by its name. */
  readonly inputs: { readonly name: string; readonly shape: (number | string)[] }[];
  readonly outputs: { readonly name: string; readonly shape: (number | string)[] }[];
  readonly results: Record<string, FloatTensor>;
}

/** Runs a model once and returns its outputs by name. */
export async function runOnnx(model: string | Uint8Array, inputs: Readonly<Record<string, FloatTensor>>): Promise<Record<string, FloatTensor>> {
  return (await work({ model, inputs })).results;
}

/** The names and shapes of a model's inputs and outputs. */
export async function describeOnnx(model: string | Uint8Array): Promise<Pick<OnnxOutcome, 'inputs' | 'outputs'>> {
  return work({ model, inputs: null });
}

/** In a worker thread: jest runs tests in a context of its own, whose typed arrays the runtime does not take for typed arrays. */
async function work(job: OnnxJob): Promise<OnnxOutcome> {
  const worker = new Worker(new URL('./onnx-worker.ts', import.meta.url), { workerData: job });
  try {
    return await new Promise<OnnxOutcome>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => {
        reject(new Error(`The worker left with ${code} before it answered`));
      });
    });
  } finally {
    await worker.terminate();
  }
}
