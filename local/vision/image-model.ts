import type { Affine } from './geometry/affine.ts';
import type { Pyramid } from './image/pyramid.ts';
import { type InputFormat, inputLength, warp } from './image/warp.ts';
import { type ModelOutputs, OnnxSession } from './onnx-session.ts';

/** The size of an input, for models that take any. */
export interface InputSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A model whose input is a crop of an image. One run at a time, for the input's memory is used again. */
export class ImageModel {
  readonly format: InputFormat;
  readonly #session: OnnxSession;
  /** Of the largest input so far. */
  #memory: Float32Array<ArrayBuffer>;

  private constructor(session: OnnxSession, format: InputFormat) {
    this.#session = session;
    this.format = format;
    this.#memory = new Float32Array(inputLength(format));
  }

  /** Loads the model and runs it once on black, so that the first image does not pay for the runtime's own preparations. */
  static async load(modelPath: string, format: InputFormat): Promise<ImageModel> {
    const model = new ImageModel(await OnnxSession.load(modelPath), format);
    await model.#runOn(model.#memory, format);
    return model;
  }

  /**
   * @param toImage from the input's pixels to the image's
   * @param size of the input, other than the format's: for models that take any
   */
  async run(image: Pyramid, toImage: Affine, { widthPx, heightPx }: InputSize = this.format): Promise<ModelOutputs> {
    const format = { ...this.format, widthPx, heightPx };
    const length = inputLength(format);
    if (this.#memory.length < length) this.#memory = new Float32Array(length);
    const input = this.#memory.subarray(0, length);
    warp(image, toImage, format, input);
    return this.#runOn(input, format);
  }

  async release(): Promise<void> {
    await this.#session.release();
  }

  #runOn(input: Float32Array<ArrayBuffer>, { widthPx, heightPx }: InputSize): Promise<ModelOutputs> {
    const channels = this.format.channels === 'grey' ? 1 : 3;
    return this.#session.run(input, [1, channels, heightPx, widthPx]);
  }
}
