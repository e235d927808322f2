import { type Affine, composeAffine } from '../geometry/affine.ts';
import { ImageModel } from '../image-model.ts';
import type { Pyramid } from '../image/pyramid.ts';
import type { ModelFiles } from '../models/prepare-models.ts';
import { type EmbedderName, EMBEDDERS, type EmbedderSpec } from './embedders.ts';

/** Turns an aligned face into the vector that is compared, of length one. */
export class FaceEmbedder {
  readonly #model: ImageModel;
  readonly #spec: EmbedderSpec;

  private constructor(model: ImageModel, spec: EmbedderSpec) {
    this.#model = model;
    this.#spec = spec;
  }

  static async load(name: EmbedderName, modelFiles: ModelFiles): Promise<FaceEmbedder> {
    const spec = EMBEDDERS[name];
    return new FaceEmbedder(await ImageModel.load(modelFiles[spec.artifact], spec.input), spec);
  }

  /** @param crop from the pixels of the aligned crop to the image's */
  async embed(image: Pyramid, crop: Affine): Promise<Float32Array> {
    const outputs = await this.#model.run(image, composeAffine(crop, this.#spec.toAlignedCrop));
    const output = outputs.ofLength(this.#spec.length);
    const length = Math.hypot(...output);
    return output.map((value) => value / length);
  }

  release(): Promise<void> {
    return this.#model.release();
  }
}
