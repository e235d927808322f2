import { stretchToFit } from '../geometry/affine.ts';
import { ImageModel } from '../image-model.ts';
import type { Pyramid } from '../image/pyramid.ts';
import type { InputFormat } from '../image/warp.ts';

const SIZE_PX = 224;
const INPUT: InputFormat = {
  widthPx: SIZE_PX,
  heightPx: SIZE_PX,
  channels: 'rgb',
  scale: [1 / 255, 1 / 255, 1 / 255],
  offset: [0, 0, 0],
  outside: 'nearest',
  // As nsfwjs samples: on smoothed images it sees drawings and more nudity than there is.
  antialias: false,
};

/** Probabilities, 0-1, that together are 1. */
export interface ModerationScores {
  readonly drawing: number;
  readonly hentai: number;
  readonly neutral: number;
  readonly porn: number;
  readonly sexy: number;
}

/** Tells nudity from harmless images with the network of nsfwjs. It knows no violence, weapons or drugs. */
export class ModerationClassifier {
  readonly #model: ImageModel;

  private constructor(model: ImageModel) {
    this.#model = model;
  }

  static async load(modelPath: string): Promise<ModerationClassifier> {
    return new ModerationClassifier(await ImageModel.load(modelPath, INPUT));
  }

  async classify(image: Pyramid): Promise<ModerationScores> {
    const { widthPx, heightPx } = image.base;
    const outputs = await this.#model.run(image, stretchToFit(widthPx, heightPx, SIZE_PX, SIZE_PX));
    const [drawing = 0, hentai = 0, neutral = 0, porn = 0, sexy = 0] = outputs.ofLength(5);
    return { drawing, hentai, neutral, porn, sexy };
  }

  release(): Promise<void> {
    return this.#model.release();
  }
}
