import { applyAffine } from '../geometry/affine.ts';
import { clipBox, type PixelBox } from '../geometry/box.ts';
import { ImageModel } from '../image-model.ts';
import type { Pyramid } from '../image/pyramid.ts';
import type { InputFormat } from '../image/warp.ts';
import { minScore } from './calibration.ts';
import { COCO_CLASSES } from './coco-classes.ts';
import { fitWithoutBars, type FittedInput } from './fitted-input.ts';
import { type ObjectCandidate, suppressWithinClasses } from './object-candidate.ts';

const INPUT: Omit<InputFormat, 'widthPx' | 'heightPx'> = { channels: 'rgb', scale: [1, 1, 1], offset: [0, 0, 0], outside: 'black' };

/** How many input pixels a cell of the heat map spans. */
const STRIDE_PX = 4;
const CLASSES = COCO_CLASSES.length;
const MIN_SCORES = COCO_CLASSES.map((name) => minScore('centernet', name));
const MAX_OVERLAP = 0.5;

/** Finds objects as peaks of a heat map: finds small ones that SSD misses. */
export class CenterNet {
  readonly #model: ImageModel;
  readonly #sidePx: number;

  private constructor(model: ImageModel, sidePx: number) {
    this.#model = model;
    this.#sidePx = sidePx;
  }

  /** @param sidePx of the input, for the image's longer side; a multiple of 32 */
  static async load(modelPath: string, sidePx: number): Promise<CenterNet> {
    return new CenterNet(await ImageModel.load(modelPath, { ...INPUT, widthPx: sidePx, heightPx: sidePx }), sidePx);
  }

  /** @param region where to look; the whole image unless given */
  async detect(image: Pyramid, region?: FittedInput): Promise<ObjectCandidate[]> {
    const { widthPx, heightPx } = image.base;
    const input = region ?? fitWithoutBars(widthPx, heightPx, this.#sidePx);
    const outputs = await this.#model.run(image, input.toImage, input);
    const grid: Grid = { columns: input.widthPx / STRIDE_PX, rows: input.heightPx / STRIDE_PX };
    const extents = outputs.ofLength(grid.columns * grid.rows * 4);
    const heat = outputs.ofLength(grid.columns * grid.rows * CLASSES);
    const candidates: ObjectCandidate[] = [];
    const cells = grid.columns * grid.rows;
    for (const [index, name] of COCO_CLASSES.entries()) {
      const ofClass = heat.subarray(index * cells, (index + 1) * cells);
      const minScore = MIN_SCORES[index] ?? 1;
      for (let cell = 0; cell < cells; cell += 1) {
        const score = ofClass[cell] ?? 0;
        if (score < minScore || !isPeak(ofClass, grid, cell, score)) continue;
        const box = clipBox(boxAround(extents, grid, cell, input), widthPx, heightPx);
        // The bars are no place for an object.
        if (box.right > box.left && box.bottom > box.top) candidates.push({ name, score, box });
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
  readonly rows: number;
}

/** Whether no neighbour of the cell is hotter. */
function isPeak(heat: Float32Array, { columns, rows }: Grid, cell: number, score: number): boolean {
  const x = cell % columns;
  const y = Math.floor(cell / columns);
  for (let nextY = Math.max(0, y - 1); nextY <= Math.min(rows - 1, y + 1); nextY += 1) {
    for (let nextX = Math.max(0, x - 1); nextX <= Math.min(columns - 1, x + 1); nextX += 1) {
      if ((heat[nextY * columns + nextX] ?? 0) > score) return false;
    }
  }
  return true;
}

/** The network gives how far the object reaches from the cell to the left, top, right and bottom, in input pixels. */
function boxAround(extents: Float32Array, { columns, rows }: Grid, cell: number, { toImage }: FittedInput): PixelBox {
  const [left = 0, top = 0, right = 0, bottom = 0] = [0, 1, 2, 3].map((side) => extents[side * columns * rows + cell]);
  const x = (cell % columns) * STRIDE_PX;
  const y = Math.floor(cell / columns) * STRIDE_PX;
  const from = applyAffine(toImage, x - left, y - top);
  const to = applyAffine(toImage, x + right, y + bottom);
  return { left: from.x, top: from.y, right: to.x, bottom: to.y };
}
