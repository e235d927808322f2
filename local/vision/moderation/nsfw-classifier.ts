import { type Affine, stretchToFit } from '../geometry/affine.ts';
import { ImageModel } from '../image-model.ts';
import type { Pyramid } from '../image/pyramid.ts';
import type { InputFormat } from '../image/warp.ts';

/** Probabilities, 0-1, that together are 1. */
export interface ModerationScores {
  /** A drawing with nothing explicit in it. */
  readonly drawing: number;
  /** An explicit drawing. */
  readonly hentai: number;
  readonly neutral: number;
  /** Explicit nudity or a sexual act, photographed. */
  readonly porn: number;
  /** Underwear, swimwear and the like. */
  readonly sexy: number;
}

/** One of nsfwjs's networks. They share their classes and how pictures are put into them. */
export class NsfwClassifier {
  readonly #model: ImageModel;

  private constructor(model: ImageModel) {
    this.#model = model;
  }

  /** @param inputSizePx of the network's square input */
  static async load(modelPath: string, inputSizePx: number): Promise<NsfwClassifier> {
    const format: InputFormat = {
      widthPx: inputSizePx,
      heightPx: inputSizePx,
      channels: 'rgb',
      scale: [1 / 255, 1 / 255, 1 / 255],
      offset: [0, 0, 0],
      outside: 'nearest',
      // As nsfwjs samples: on smoothed images it sees drawings and more nudity than there is.
      antialias: false,
    };
    return new NsfwClassifier(await ImageModel.load(modelPath, format));
  }

  classify(image: Pyramid): Promise<ModerationScores> {
    return this.#classify(image, this.#wholeImage(image));
  }

  /** What it says of the image's mirror image: the same picture to a person, another one to a network. */
  classifyMirrored(image: Pyramid): Promise<ModerationScores> {
    const [scaleX, b, left, d, e, f] = this.#wholeImage(image);
    return this.#classify(image, [-scaleX, b, left + scaleX * (this.#model.format.widthPx - 1), d, e, f]);
  }

  #wholeImage({ base }: Pyramid): Affine {
    const { widthPx, heightPx } = this.#model.format;
    return stretchToFit(base.widthPx, base.heightPx, widthPx, heightPx);
  }

  async #classify(image: Pyramid, toImage: Affine): Promise<ModerationScores> {
    const outputs = await this.#model.run(image, toImage);
    const [drawing = 0, hentai = 0, neutral = 0, porn = 0, sexy = 0] = outputs.ofLength(5);
    return { drawing, hentai, neutral, porn, sexy };
  }
}
