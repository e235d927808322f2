import type { Affine } from './geometry/affine.ts';
import type { Pyramid } from './image/pyramid.ts';
import { type InputFormat, inputLength, warp } from './image/warp.ts';
import { type ModelOutputs, OnnxSession } from './onnx-session.ts';

/** A model whose input is a crop of an image. One run at a time, for the input's memory is used again. */
export class ImageModel {
  readonly format: InputFormat;
  readonly #session: OnnxSession;
  readonly #input: Float32Array<ArrayBuffer>;

  private constructor(session: OnnxSession, format: InputFormat) {
    this.#session = session;
    this.format = format;
    this.#input = new Float32Array(inputLength(format));
  }

  /** Loads the model and runs it once on black, so that the first image does not pay for the runtime's own preparations. */
  static async load(modelPath: string, format: InputFormat): Promise<ImageModel> {
    const model = new ImageModel(await OnnxSession.load(modelPath), format);
    await model.#runOnInput();
    return model;
  }

  /** @param toImage from the input's pixels to the image's */
  async run(image: Pyramid, toImage: Affine): Promise<ModelOutputs> {
    warp(image, toImage, this.format, this.#input);
    return this.#runOnInput();
  }

  async release(): Promise<void> {
    await this.#session.release();
  }

  #runOnInput(): Promise<ModelOutputs> {
    const channels = this.format.channels === 'grey' ? 1 : 3;
    return this.#session.run(this.#input, [1, channels, this.format.heightPx, this.format.widthPx]);
  }
}
