import type { Affine } from '../geometry/affine.ts';
import { ImageModel } from '../image-model.ts';
import type { Pyramid } from '../image/pyramid.ts';
import type { InputFormat } from '../image/warp.ts';
import { ALIGNED_SIZE_PX } from './face-alignment.ts';

export const EMBEDDING_LENGTH = 512;

const INPUT: InputFormat = {
  widthPx: ALIGNED_SIZE_PX,
  heightPx: ALIGNED_SIZE_PX,
  channels: 'bgr',
  scale: [1 / 128, 1 / 128, 1 / 128],
  offset: [-127 / 128, -127 / 128, -127 / 128],
  outside: 'black',
};

/** Turns an aligned face into the vector that is compared: 512 values of length one. */
export class FaceEmbedder {
  readonly #model: ImageModel;

  private constructor(model: ImageModel) {
    this.#model = model;
  }

  static async load(modelPath: string): Promise<FaceEmbedder> {
    return new FaceEmbedder(await ImageModel.load(modelPath, INPUT));
  }

  async embed(image: Pyramid, crop: Affine): Promise<Float32Array> {
    const output = (await this.#model.run(image, crop)).ofLength(EMBEDDING_LENGTH);
    const length = Math.hypot(...output);
    return output.map((value) => value / length);
  }

  release(): Promise<void> {
    return this.#model.release();
  }
}
