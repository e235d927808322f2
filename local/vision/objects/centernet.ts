import { type Affine, applyAffine, letterbox } from '../geometry/affine.ts';
import { clipBox, type PixelBox } from '../geometry/box.ts';
import { ImageModel } from '../image-model.ts';
import type { Pyramid } from '../image/pyramid.ts';
import type { InputFormat } from '../image/warp.ts';
import { COCO_CLASSES } from './coco-classes.ts';
import { type ObjectCandidate, suppressWithinClasses } from './object-candidate.ts';

const SIZE_PX = 512;
const INPUT: InputFormat = { widthPx: SIZE_PX, heightPx: SIZE_PX, channels: 'rgb', scale: [1, 1, 1], offset: [0, 0, 0], outside: 'black' };

/** The heat map's side and how many input pixels one of its cells spans. */
const CELLS = 128;
const STRIDE_PX = SIZE_PX / CELLS;
const CLASSES = COCO_CLASSES.length;
const MIN_SCORE = 0.15;
const MAX_OVERLAP = 0.5;

/** Finds objects as peaks of a heat map: finds small ones that SSD misses. */
export class CenterNet {
  readonly #model: ImageModel;

  private constructor(model: ImageModel) {
    this.#model = model;
  }

  static async load(modelPath: string): Promise<CenterNet> {
    return new CenterNet(await ImageModel.load(modelPath, INPUT));
  }

  async detect(image: Pyramid): Promise<ObjectCandidate[]> {
    const { widthPx, heightPx } = image.base;
    const toImage = letterbox(widthPx, heightPx, SIZE_PX, SIZE_PX);
    const outputs = await this.#model.run(image, toImage);
    const extents = outputs.ofLength(CELLS * CELLS * 4);
    const heat = outputs.ofLength(CELLS * CELLS * CLASSES);
    const candidates: ObjectCandidate[] = [];
    for (let at = 0; at < heat.length; at += 1) {
      const score = heat[at] ?? 0;
      if (score < MIN_SCORE) continue;
      const cell = Math.floor(at / CLASSES);
      const name = COCO_CLASSES[at % CLASSES];
      if (!name || !isPeak(heat, cell, at % CLASSES, score)) continue;
      const box = clipBox(boxAround(extents, cell, toImage), widthPx, heightPx);
      // The bars of the letterbox are no place for an object.
      if (box.right > box.left && box.bottom > box.top) candidates.push({ name, score, box });
    }
    return suppressWithinClasses(candidates, MAX_OVERLAP);
  }

  release(): Promise<void> {
    return this.#model.release();
  }
}

/** Whether no neighbour of the cell is hotter. */
function isPeak(heat: Float32Array, cell: number, classIndex: number, score: number): boolean {
  const x = cell % CELLS;
  const y = Math.floor(cell / CELLS);
  for (let nextY = Math.max(0, y - 1); nextY <= Math.min(CELLS - 1, y + 1); nextY += 1) {
    for (let nextX = Math.max(0, x - 1); nextX <= Math.min(CELLS - 1, x + 1); nextX += 1) {
      if ((heat[(nextY * CELLS + nextX) * CLASSES + classIndex] ?? 0) > score) return false;
    }
  }
  return true;
}

/** The network gives how far the object reaches from the cell to the left, top, right and bottom, in input pixels. */
function boxAround(extents: Float32Array, cell: number, toImage: Affine): PixelBox {
  const [left = 0, top = 0, right = 0, bottom = 0] = extents.subarray(4 * cell, 4 * cell + 4);
  const x = (cell % CELLS) * STRIDE_PX;
  const y = Math.floor(cell / CELLS) * STRIDE_PX;
  const from = applyAffine(toImage, x - left, y - top);
  const to = applyAffine(toImage, x + right, y + bottom);
  return { left: from.x, top: from.y, right: to.x, bottom: to.y };
}
