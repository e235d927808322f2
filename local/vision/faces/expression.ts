import { squareCrop } from '../geometry/affine.ts';
import { ImageModel } from '../image-model.ts';
import type { Pyramid } from '../image/pyramid.ts';
import type { InputFormat } from '../image/warp.ts';
import { logistic, logit } from '../logistic.ts';
import type { ModelFiles } from '../models/prepare-models.ts';
import type { Emotion, FaceTraits, TraitBasis } from './face-traits.ts';

const EMOTION_INPUT: InputFormat = { widthPx: 64, heightPx: 64, channels: 'grey', scale: [2 / 255], offset: [-1], outside: 'nearest' };
const EMOTION_ORDER: readonly Emotion[] = ['angry', 'disgusted', 'fear', 'happy', 'sad', 'surprised', 'calm'];

const EXPRESSION_INPUT: InputFormat = {
  widthPx: 112,
  heightPx: 112,
  channels: 'rgb',
  scale: [1 / 255, 1 / 255, 1 / 255],
  offset: [-122.782 / 255, -117.001 / 255, -104.298 / 255],
  outside: 'nearest',
};
const EXPRESSION_ORDER: readonly Emotion[] = ['calm', 'happy', 'sad', 'angry', 'fear', 'disgusted', 'surprised'];

/** The log-odds of happiness of either network, and the width of the mouth: rounded between two logistic regressions on 600 labelled faces. */
const SMILE = { emotion: 0.24, expression: 0.21, mouthWidth: 7.2, intercept: -4.9 } as const;
/** Beyond this a network's certainty says nothing more. */
const MAX_LOG_ODDS = 9.2;

type Emotions = Readonly<Record<Emotion, number>>;

/** How a face looks, as two networks say that were trained apart. */
export class ExpressionEstimator {
  readonly #emotion: ImageModel;
  readonly #expression: ImageModel;

  private constructor(emotion: ImageModel, expression: ImageModel) {
    this.#emotion = emotion;
    this.#expression = expression;
  }

  static async load(models: ModelFiles): Promise<ExpressionEstimator> {
    return new ExpressionEstimator(await ImageModel.load(models.emotion, EMOTION_INPUT), await ImageModel.load(models['face-expression'], EXPRESSION_INPUT));
  }

  async estimate(image: Pyramid, basis: TraitBasis): Promise<Required<Pick<FaceTraits, 'smiling' | 'emotions'>>> {
    const emotion = inOrder(EMOTION_ORDER, await this.#run(this.#emotion, image, basis));
    const expression = inOrder(EXPRESSION_ORDER, softmax(await this.#run(this.#expression, image, basis)));
    const smile =
      SMILE.emotion * certaintyOf(emotion.happy) + SMILE.expression * certaintyOf(expression.happy) + SMILE.mouthWidth * basis.mouthWidth + SMILE.intercept;
    return { smiling: logistic(smile), emotions: meanOf(emotion, expression) };
  }

  async release(): Promise<void> {
    await Promise.all([this.#emotion.release(), this.#expression.release()]);
  }

  async #run(model: ImageModel, image: Pyramid, { centre, sidePx, angleRad }: TraitBasis): Promise<Float32Array> {
    return (await model.run(image, squareCrop(centre, sidePx, angleRad, model.format.widthPx))).ofLength(EMOTION_ORDER.length);
  }
}

function inOrder(order: readonly Emotion[], probabilities: Float32Array): Emotions {
  return Object.fromEntries(order.map((emotion, index) => [emotion, probabilities[index] ?? 0])) as Emotions;
}

function meanOf(a: Emotions, b: Emotions): Emotions {
  return Object.fromEntries(EMOTION_ORDER.map((emotion) => [emotion, (a[emotion] + b[emotion]) / 2])) as Emotions;
}

function softmax(logits: Float32Array): Float32Array {
  const largest = Math.max(...logits);
  const weights = logits.map((logit) => Math.exp(logit - largest));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function certaintyOf(probability: number): number {
  return Math.min(MAX_LOG_ODDS, Math.max(-MAX_LOG_ODDS, logit(probability)));
}
