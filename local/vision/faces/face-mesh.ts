import { type Affine, applyAffine, scaleOf, squareCrop } from '../geometry/affine.ts';
import type { PixelBox } from '../geometry/box.ts';
import { ImageModel } from '../image-model.ts';
import type { Pyramid } from '../image/pyramid.ts';
import type { InputFormat } from '../image/warp.ts';
import { MESH_POINTS, MeshPoints } from './mesh-points.ts';

const INPUT: InputFormat = { widthPx: 192, heightPx: 192, channels: 'rgb', scale: [1 / 255, 1 / 255, 1 / 255], offset: [0, 0, 0], outside: 'black' };

/** The mesh was trained on squares one and a half times the face. */
const REGION_SCALE = 1.5;

/** Below this the mesh network does not see a face in what the detector proposed. */
export const MIN_MESH_SCORE = 0.5;

export interface FaceMesh {
  readonly points: MeshPoints;
  /** The mesh network's own probability that its input is a face, 0-1. */
  readonly score: number;
}

/** Lays MediaPipe's face mesh over a candidate, and so confirms that it is a face. */
export class FaceMesher {
  readonly #model: ImageModel;

  private constructor(model: ImageModel) {
    this.#model = model;
  }

  static async load(modelPath: string): Promise<FaceMesher> {
    return new FaceMesher(await ImageModel.load(modelPath, INPUT));
  }

  /**
   * Two passes: the first finds the eyes, the second sees the face upright and well centred. On a profile the first pass guesses the
   * hidden eye, and turning by it can lose the face: then the first pass holds.
   */
  async fit(image: Pyramid, candidate: PixelBox): Promise<FaceMesh> {
    const first = await this.#run(image, regionOfCandidate(candidate));
    const second = await this.#run(image, regionOfMesh(first.points));
    return second.score >= MIN_MESH_SCORE || second.score >= first.score ? second : first;
  }

  release(): Promise<void> {
    return this.#model.release();
  }

  async #run(image: Pyramid, toImage: Affine): Promise<FaceMesh> {
    const outputs = await this.#model.run(image, toImage);
    const inInput = outputs.ofLength(MESH_POINTS * 3);
    const [score = 0] = outputs.ofLength(1);
    const inImage = new Float32Array(inInput.length);
    for (let at = 0; at < inInput.length; at += 3) {
      const { x, y } = applyAffine(toImage, inInput[at] ?? 0, inInput[at + 1] ?? 0);
      inImage[at] = x;
      inImage[at + 1] = y;
      inImage[at + 2] = (inInput[at + 2] ?? 0) * scaleOf(toImage);
    }
    return { points: new MeshPoints(inImage), score };
  }
}

/** UltraFace's boxes begin above the forehead and end above the chin: the face that the mesh expects sits lower and is less high. */
function regionOfCandidate(box: PixelBox): Affine {
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  const centre = { x: (box.left + box.right) / 2, y: box.top + 0.56 * height };
  return squareCrop(centre, REGION_SCALE * Math.max(width, 0.92 * height), 0, INPUT.widthPx);
}

function regionOfMesh(points: MeshPoints): Affine {
  const bounds = points.turnedBounds();
  return squareCrop(bounds.centre, REGION_SCALE * Math.max(bounds.widthPx, bounds.heightPx), bounds.angleRad, INPUT.widthPx);
}
