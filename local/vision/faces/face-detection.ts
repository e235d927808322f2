import { letterbox } from '../geometry/affine.ts';
import { clipBox, type PixelBox } from '../geometry/box.ts';
import { suppressNonMaxima } from '../geometry/non-maximum-suppression.ts';
import { ImageModel } from '../image-model.ts';
import type { Pyramid } from '../image/pyramid.ts';
import type { InputFormat } from '../image/warp.ts';

/** UltraFace RFB-320 wants (x - 127) / 128. */
const INPUT: InputFormat = {
  widthPx: 320,
  heightPx: 240,
  channels: 'rgb',
  scale: [1 / 128, 1 / 128, 1 / 128],
  offset: [-127 / 128, -127 / 128, -127 / 128],
  outside: 'black',
};

/** The boxes that the network proposes for every image. */
const PRIORS = 4_420;
/** Half-seen bystanders at the edge of a frame reach no 0.5; most of what is no face the mesh sorts out. */
const MIN_SCORE = 0.4;
const MAX_OVERLAP = 0.4;

export interface FaceCandidate {
  readonly box: PixelBox;
  /** The network's own probability that this is a face, 0-1. */
  readonly score: number;
}

/** Finds what may be faces with UltraFace; the mesh confirms them. */
export class FaceDetector {
  readonly #model: ImageModel;

  private constructor(model: ImageModel) {
    this.#model = model;
  }

  static async load(modelPath: string): Promise<FaceDetector> {
    return new FaceDetector(await ImageModel.load(modelPath, INPUT));
  }

  async detect(image: Pyramid): Promise<FaceCandidate[]> {
    const { widthPx, heightPx } = image.base;
    const toImage = letterbox(widthPx, heightPx, INPUT.widthPx, INPUT.heightPx);
    const outputs = await this.#model.run(image, toImage);
    const scores = outputs.ofLength(PRIORS * 2);
    const boxes = outputs.ofLength(PRIORS * 4);
    const candidates: FaceCandidate[] = [];
    for (let prior = 0; prior < PRIORS; prior += 1) {
      const score = scores[2 * prior + 1] ?? 0;
      if (score >= MIN_SCORE) candidates.push({ score, box: clipBox(boxOf(boxes, prior, toImage), widthPx, heightPx) });
    }
    return suppressNonMaxima(candidates, MAX_OVERLAP);
  }

  release(): Promise<void> {
    return this.#model.release();
  }
}

/** The network gives corners as ratios of its input. The input's edge is half a pixel before its first pixel's centre. */
function boxOf(boxes: Float32Array, prior: number, toImage: readonly number[]): PixelBox {
  const [scaleX = 1, , shiftX = 0, , scaleY = 1, shiftY = 0] = toImage;
  const x = (ratio: number): number => (ratio * INPUT.widthPx - 0.5) * scaleX + shiftX + 0.5;
  const y = (ratio: number): number => (ratio * INPUT.heightPx - 0.5) * scaleY + shiftY + 0.5;
  const at = 4 * prior;
  return { left: x(boxes[at] ?? 0), top: y(boxes[at + 1] ?? 0), right: x(boxes[at + 2] ?? 0), bottom: y(boxes[at + 3] ?? 0) };
}
