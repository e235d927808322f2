import { InferenceSession, Tensor } from 'onnxruntime-node';

const LARGE_BYTES = 256 * 1024;

/** One model, ready to run. The only door to the inference runtime: nothing else imports it. */
export class OnnxSession {
  readonly #session: InferenceSession;
  readonly #inputName: string;
  #large: readonly Float32Array<ArrayBuffer>[] = [];

  private constructor(session: InferenceSession, inputName: string) {
    this.#session = session;
    this.#inputName = inputName;
  }

  /** Loading and running block their thread: call both in a worker. */
  static async load(modelPath: string): Promise<OnnxSession> {
    const session = await InferenceSession.create(modelPath, {
      // Several sessions with pools of their own fight for the cores: 36 ms became 227 ms under load.
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      // An arena for each model keeps the most that the model ever needed, 100 MB more a thread, and is not faster: see bounded-memory.ts.
      enableCpuMemArena: false,
      enableMemPattern: true,
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
    });
    const [inputName, ...others] = session.inputNames;
    if (inputName === undefined || others.length > 0) throw new TypeError(`${modelPath} has ${session.inputNames.length} inputs, not one`);
    return new OnnxSession(session, inputName);
  }

  /**
   * @param shape of the input, batch first
   * @returns the outputs in the model's order; those of more than 256 KiB live until the next run
   */
  async run(input: Float32Array<ArrayBuffer>, shape: readonly number[]): Promise<ModelOutputs> {
    // A detector's heat map is 6 MB, which the garbage collector, seeing but a small object, would let pile up to 100.
    for (const { buffer } of this.#large) buffer.transfer(0);
    this.#large = [];
    const outputs = await this.#session.run({ [this.#inputName]: new Tensor('float32', input, shape) });
    const values = this.#session.outputNames.map((name) => {
      const data = outputs[name]?.data;
      if (!(data instanceof Float32Array)) throw new TypeError(`Output ${name} is no tensor of floats`);
      return data;
    });
    this.#large = values.filter((each): each is Float32Array<ArrayBuffer> => each.byteLength > LARGE_BYTES && each.buffer instanceof ArrayBuffer);
    return new ModelOutputs(values);
  }

  async release(): Promise<void> {
    await this.#session.release();
  }
}

/** What a model answered. Outputs are known by their length, which a converter cannot rename. */
export class ModelOutputs {
  readonly #outputs: readonly Float32Array[];

  constructor(outputs: readonly Float32Array[]) {
    this.#outputs = outputs;
  }

  /** @throws RangeError when the model has no such output */
  ofLength(length: number): Float32Array {
    const output = this.#outputs.find((candidate) => candidate.length === length);
    if (!output) throw new RangeError(`The model has no output of ${length} values, only of ${this.#outputs.map((each) => each.length).join(', ')}`);
    return output;
  }

  /** For a model with several outputs of one length: they are known by the model's order. */
  allOfLength(length: number): readonly Float32Array[] {
    return this.#outputs.filter((candidate) => candidate.length === length);
  }
}
