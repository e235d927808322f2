import { applyAffine } from '../geometry/affine.ts';
import { clipBox, type PixelBox } from '../geometry/box.ts';
import { ImageModel } from '../image-model.ts';
import type { Pyramid } from '../image/pyramid.ts';
import type { InputFormat } from '../image/warp.ts';
import { logistic, logit } from '../logistic.ts';
import { minScore } from './calibration.ts';
import { COCO_CLASSES } from './coco-classes.ts';
import { fitWithoutBars, type FittedInput } from './fitted-input.ts';
import { type ObjectCandidate, suppressWithinClasses } from './object-candidate.ts';

/** The mean and spread of ImageNet's pixels, blue first. */
const INPUT: Omit<InputFormat, 'widthPx' | 'heightPx'> = {
  channels: 'bgr',
  scale: [1 / 57.375, 1 / 57.12, 1 / 58.395],
  offset: [-103.53 / 57.375, -116.28 / 57.12, -123.675 / 58.395],
  outside: 'black',
};

/** Three grids of cells, so many input pixels apart: for small, middling and large objects. */
const STRIDES_PX = [8, 16, 32] as const;

const CLASSES = COCO_CLASSES.length;
/** The distance to a side is a distribution over so many whole numbers of strides, from 0. */
const STEPS = 11;
/** Values of a cell, each in a plane of its own: a logit of each class, then the distributions to the left, top, right and bottom. */
const CELL_VALUES = CLASSES + 4 * STEPS;

const MAX_OVERLAP = 0.6;

const MIN_LOGITS = COCO_CLASSES.map((name) => logit(minScore('nanodet', name)));

/**
 * Finds objects with NanoDet-g, whose boxes are distributions of where each side may be.
 * Source of the decoding: X. Li et al., Generalized Focal Loss, 2020.
 */
export class NanoDet {
  readonly #model: ImageModel;
  readonly #sidePx: number;

  private constructor(model: ImageModel, sidePx: number) {
    this.#model = model;
    this.#sidePx = sidePx;
  }

  /** @param sidePx of the input, for the image's longer side; a multiple of 32 */
  static async load(modelPath: string, sidePx: number): Promise<NanoDet> {
    return new NanoDet(await ImageModel.load(modelPath, { ...INPUT, widthPx: sidePx, heightPx: sidePx }), sidePx);
  }

  /** @param region where to look; the whole image unless given */
  async detect(image: Pyramid, region?: FittedInput): Promise<ObjectCandidate[]> {
    const { widthPx, heightPx } = image.base;
    const input = region ?? fitWithoutBars(widthPx, heightPx, this.#sidePx);
    const outputs = await this.#model.run(image, input.toImage, input);
    const candidates: ObjectCandidate[] = [];
    for (const stridePx of STRIDES_PX) {
      const columns = input.widthPx / stridePx;
      const cells = columns * (input.heightPx / stridePx);
      const values = outputs.ofLength(cells * CELL_VALUES);
      for (const [index, name] of COCO_CLASSES.entries()) {
        const ofClass = values.subarray(index * cells, (index + 1) * cells);
        const minLogit = MIN_LOGITS[index] ?? Infinity;
        for (let cell = 0; cell < cells; cell += 1) {
          const value = ofClass[cell] ?? -Infinity;
          if (value < minLogit) continue;
          const box = clipBox(boxAround(values, cell, { columns, cells, stridePx }, input), widthPx, heightPx);
          if (box.right > box.left && box.bottom > box.top) candidates.push({ name, score: logistic(value), box });
        }
      }
    }
    return suppressWithinClasses(candidates, MAX_OVERLAP);
  }

  release(): Promise<void> {
    return this.#model.release();
  }
}

interface Grid {
  readonly columns: number;
  readonly cells: number;
  readonly stridePx: number;
}

function boxAround(values: Float32Array, cell: number, { columns, cells, stridePx }: Grid, { toImage }: FittedInput): PixelBox {
  const distance = (side: number): number => {
    const first = CLASSES + side * STEPS;
    return stridePx * expectedStep(Array.from({ length: STEPS }, (_, step) => values[(first + step) * cells + cell] ?? -Infinity));
  };
  const x = ((cell % columns) + 0.5) * stridePx - 0.5;
  const y = (Math.floor(cell / columns) + 0.5) * stridePx - 0.5;
  const from = applyAffine(toImage, x - distance(0), y - distance(1));
  const to = applyAffine(toImage, x + distance(2), y + distance(3));
  return { left: from.x, top: from.y, right: to.x, bottom: to.y };
}

/** The mean of a distribution over 0, 1, 2 … that is given by logits. */
function expectedStep(logits: readonly number[]): number {
  let weights = 0;
  let sum = 0;
  const highest = Math.max(...logits);
  for (const [step, value] of logits.entries()) {
    const weight = Math.exp(value - highest);
    weights += weight;
    sum += weight * step;
  }
  return sum / weights;
}
