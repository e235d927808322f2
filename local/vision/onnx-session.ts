import { InferenceSession, Tensor } from 'onnxruntime-node';

/** One model, ready to run. The only door to the inference runtime: nothing else imports it. */
export class OnnxSession {
  readonly #session: InferenceSession;
  readonly #inputName: string;

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
      // An arena keeps the most that each model ever needed: 100 MB more a thread, and not faster. The plan of a run's memory stays.
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
   * @returns the outputs in the model's order
   */
  async run(input: Float32Array<ArrayBuffer>, shape: readonly number[]): Promise<ModelOutputs> {
    const outputs = await this.#session.run({ [this.#inputName]: new Tensor('float32', input, shape) });
    return new ModelOutputs(
      this.#session.outputNames.map((name) => {
        const data = outputs[name]?.data;
        if (!(data instanceof Float32Array)) throw new TypeError(`Output ${name} is no tensor of floats`);
        return data;
      }),
    );
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
