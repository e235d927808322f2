import { LazyModel } from '../engine/lazy-model.ts';
import type { Pyramid } from '../image/pyramid.ts';
import { commonGround } from './common-ground.ts';
import { type ModerationScores, NsfwClassifier } from './nsfw-classifier.ts';

export type { ModerationScores } from './nsfw-classifier.ts';

/** MobileNet v2 looks at every image, some 13 ms; Inception v3, eight times as dear, only at those that look suspicious to it. */
const FIRST_SIZE_PX = 224;
const SECOND_SIZE_PX = 299;

/**
 * From this much nudity on a first opinion is not believed alone. Of 513 harmless photographs one reached it, and none that reaches it
 * may be reported: half of what a client asks for unless it says otherwise.
 */
const SUSPICION = 0.25;

export interface ModerationModels {
  readonly 'nsfw-mobilenet-v2-mid': string;
  readonly 'nsfw-inception-v3': string;
}

/**
 * Tells nudity from harmless images. A candidate wrongly accused is worse than a picture missed, and either network alone now and then is
 * sure of what is not there: a suspicious image counts as explicit only as far as both networks find it so, as it is and mirrored.
 *
 * It knows no violence, weapons, drugs, gestures or symbols. The class `drawing` of an image that is not suspicious is the first network's
 * alone, which takes every third photograph for a drawing.
 */
export class ModerationClassifier {
  readonly #first: NsfwClassifier;
  /** Most sessions never need its 90 MB. */
  readonly #second: LazyModel<NsfwClassifier>;

  private constructor(first: NsfwClassifier, models: ModerationModels) {
    this.#first = first;
    this.#second = new LazyModel(() => NsfwClassifier.load(models['nsfw-inception-v3'], SECOND_SIZE_PX));
  }

  static async load(models: ModerationModels): Promise<ModerationClassifier> {
    return new ModerationClassifier(await NsfwClassifier.load(models['nsfw-mobilenet-v2-mid'], FIRST_SIZE_PX), models);
  }

  async classify(image: Pyramid): Promise<ModerationScores> {
    const opinions = [await this.#first.classify(image)];
    const further = [
      () => this.#first.classifyMirrored(image),
      async () => (await this.#second.get()).classify(image),
      async () => (await this.#second.get()).classifyMirrored(image),
    ];
    let scores = commonGround(opinions);
    for (const ask of further) {
      if (!isSuspicious(scores)) return scores;
      opinions.push(await ask());
      scores = commonGround(opinions);
    }
    return scores;
  }
}

function isSuspicious({ hentai, porn, sexy }: ModerationScores): boolean {
  return hentai + porn + sexy >= SUSPICION;
}
