import { readFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import { type Affine, applyAffine, stretchToFit } from '../geometry/affine.ts';
import { clipBox, type PixelBox } from '../geometry/box.ts';
import { ImageModel } from '../image-model.ts';
import type { Pyramid } from '../image/pyramid.ts';
import type { InputFormat } from '../image/warp.ts';
import { minScore } from './calibration.ts';
import { CLASS_OF_CATEGORY_ID } from './coco-classes.ts';
import { type ObjectCandidate, suppressWithinClasses } from './object-candidate.ts';

const SIZE_PX = 300;
const INPUT: InputFormat = { widthPx: SIZE_PX, heightPx: SIZE_PX, channels: 'rgb', scale: [2 / 255, 2 / 255, 2 / 255], offset: [-1, -1, -1], outside: 'nearest' };

const ANCHORS = 1_917;
/** COCO's category ids 1-90 and, first, the background. */
const CATEGORIES = 91;
const MAX_OVERLAP = 0.6;
const CLASSES = [...CLASS_OF_CATEGORY_ID].map(([category, name]) => ({ category, name, lowest: minScore('coco-ssd', name) }));

/** By how much the network's box offsets were enlarged in training: centre and size. Source: TensorFlow object detection, faster_rcnn_box_coder. */
const CENTRE_SCALE = 0.1;
const SIZE_SCALE = 0.2;

/** Finds objects with SSD on MobileNet: quick, its boxes tight; weak on small objects. */
export class CocoSsd {
  readonly #model: ImageModel;
  /** top, left, bottom, right of each anchor as ratios of the input. */
  readonly #anchors: Float32Array;

  private constructor(model: ImageModel, anchors: Float32Array) {
    this.#model = model;
    this.#anchors = anchors;
  }

  static async load(modelPath: string, anchorsPath: string): Promise<CocoSsd> {
    return new CocoSsd(await ImageModel.load(modelPath, INPUT), await readAnchors(anchorsPath));
  }

  async detect(image: Pyramid): Promise<ObjectCandidate[]> {
    const { widthPx, heightPx } = image.base;
    const toImage = stretchToFit(widthPx, heightPx, SIZE_PX, SIZE_PX);
    const outputs = await this.#model.run(image, toImage);
    const offsets = outputs.ofLength(ANCHORS * 4);
    const scores = outputs.ofLength(ANCHORS * CATEGORIES);
    const candidates: ObjectCandidate[] = [];
    for (let anchor = 0; anchor < ANCHORS; anchor += 1) {
      for (const { category, name, lowest } of CLASSES) {
        const score = scores[anchor * CATEGORIES + category] ?? 0;
        if (score >= lowest) candidates.push({ name, score, box: clipBox(this.#box(offsets, anchor, toImage), widthPx, heightPx) });
      }
    }
    return suppressWithinClasses(candidates, MAX_OVERLAP);
  }

  release(): Promise<void> {
    return this.#model.release();
  }

  #box(offsets: Float32Array, anchor: number, toImage: Affine): PixelBox {
    const [offsetY = 0, offsetX = 0, offsetHeight = 0, offsetWidth = 0] = offsets.subarray(4 * anchor, 4 * anchor + 4);
    const [top = 0, left = 0, bottom = 0, right = 0] = this.#anchors.subarray(4 * anchor, 4 * anchor + 4);
    const centreY = (top + bottom) / 2 + offsetY * CENTRE_SCALE * (bottom - top);
    const centreX = (left + right) / 2 + offsetX * CENTRE_SCALE * (right - left);
    const halfHeight = (Math.exp(offsetHeight * SIZE_SCALE) * (bottom - top)) / 2;
    const halfWidth = (Math.exp(offsetWidth * SIZE_SCALE) * (right - left)) / 2;
    const from = applyAffine(toImage, (centreX - halfWidth) * SIZE_PX, (centreY - halfHeight) * SIZE_PX);
    const to = applyAffine(toImage, (centreX + halfWidth) * SIZE_PX, (centreY + halfHeight) * SIZE_PX);
    return { left: from.x, top: from.y, right: to.x, bottom: to.y };
  }
}

async function readAnchors(path: string): Promise<Float32Array> {
  const bytes = await readFile(path);
  if (bytes.length !== ANCHORS * 16) throw new RangeError(`${path} holds ${bytes.length} bytes, not ${ANCHORS} anchors`);
  if (endianness() === 'BE') bytes.swap32();
  return new Float32Array(new Uint8Array(bytes).buffer);
}
