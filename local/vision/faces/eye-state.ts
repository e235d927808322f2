import { type Affine, mirrorCrop, squareCrop, stretchToFit } from '../geometry/affine.ts';
import { mean } from '../geometry/similarity-transform.ts';
import { ImageModel } from '../image-model.ts';
import type { Pyramid } from '../image/pyramid.ts';
import type { InputFormat } from '../image/warp.ts';
import { logistic } from '../logistic.ts';
import { distance, MESH, type MeshPoints } from './mesh-points.ts';

const INPUT: InputFormat = { widthPx: 24, heightPx: 24, channels: 'grey', scale: [1 / 255], offset: [0], outside: 'black', adjust: exposeAsUsual };

/** The crop's side, in distances between an eye's corners. */
const CROP_SCALE = 1.6;

/** The mean of an eye's pixels, 0-1, as the network knows it from its training: in the dark it takes every eye for a closed one. */
const USUAL_LUMA = 0.45;
/** One step of 255: a crop that is darker shows nothing that could be brought out. */
const MIN_LUMA = 1 / 255;

/** Tells open eyes from closed ones. */
export class EyeStateClassifier {
  readonly #model: ImageModel;

  private constructor(model: ImageModel) {
    this.#model = model;
  }

  static async load(modelPath: string): Promise<EyeStateClassifier> {
    return new EyeStateClassifier(await ImageModel.load(modelPath, INPUT));
  }

  /** @returns the probability, 0-1, that both eyes are open: the mean of the two, since one eye is often turned away */
  async probabilityOpen(image: Pyramid, points: MeshPoints): Promise<number> {
    const left = await this.#eye(image, points, MESH.leftEyeOuter, MESH.leftEyeInner);
    const right = await this.#eye(image, points, MESH.rightEyeInner, MESH.rightEyeOuter);
    return (left + right) / 2;
  }

  /** @returns the probability, 0-1, that the one eye that the whole image shows is open */
  probabilityPatchOpen(patch: Pyramid): Promise<number> {
    const { widthPx, heightPx } = patch.base;
    return this.#probabilityOpen(patch, stretchToFit(widthPx, heightPx, INPUT.widthPx, INPUT.heightPx));
  }

  release(): Promise<void> {
    return this.#model.release();
  }

  #eye(image: Pyramid, points: MeshPoints, leftCorner: number, rightCorner: number): Promise<number> {
    const [left, right] = [points.at(leftCorner), points.at(rightCorner)];
    const angleRad = Math.atan2(right.y - left.y, right.x - left.x);
    return this.#probabilityOpen(image, squareCrop(mean([left, right]), CROP_SCALE * distance(left, right), angleRad, INPUT.widthPx));
  }

  /** By the crop and its mirror image: an eye is as open in the mirror, and each view errs in its own way. */
  async #probabilityOpen(image: Pyramid, crop: Affine): Promise<number> {
    const logOdds = (await this.#logOddsOpen(image, crop)) + (await this.#logOddsOpen(image, mirrorCrop(crop, INPUT.widthPx)));
    return logistic(logOdds / 2);
  }

  async #logOddsOpen(image: Pyramid, crop: Affine): Promise<number> {
    const [closed = 0, open = 0] = (await this.#model.run(image, crop)).ofLength(2);
    return open - closed;
  }
}

/** As a camera would: every pixel by the same factor. */
function exposeAsUsual(input: Float32Array): void {
  const luma = input.reduce((sum, value) => sum + value, 0) / input.length;
  const gain = USUAL_LUMA / Math.max(luma, MIN_LUMA);
  input.forEach((value, index) => {
    input[index] = Math.min(1, value * gain);
  });
}
