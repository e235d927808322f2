import { applyAffine, type Point, squareCrop } from '../geometry/affine.ts';
import { ImageModel } from '../image-model.ts';
import type { Pyramid } from '../image/pyramid.ts';
import { logistic } from '../logistic.ts';
import { faceApiInput } from './face-api-input.ts';
import { distance, type MeshPoints } from './mesh-points.ts';

const INPUT = faceApiInput(112, 'black');

/** The crop's side, in the longer sides of the mesh. */
const CROP_SCALE = 1.2;

/** The mesh's points that stand where the 68 landmarks do, without the jaw, on which the two never agree. */
const MESH_OF_LANDMARK: ReadonlyMap<number, number> = new Map(
  [
    ...[71, 63, 105, 66, 107, 336, 296, 334, 293, 301],
    ...[168, 197, 5, 4, 75, 97, 2, 326, 305],
    ...[33, 160, 158, 133, 153, 144, 362, 385, 387, 263, 373, 380],
    ...[61, 39, 37, 0, 267, 269, 291, 405, 314, 17, 84, 181, 78, 82, 13, 312, 308, 317, 14, 87],
  ].map((meshIndex, index) => [17 + index, meshIndex]),
);

/** Disagreement at which a face is as likely covered as not, and how fast certainty grows around it. */
const MIDDLE = 0.105;
const WIDTH = 0.015;

/**
 * Finds covered faces. Two networks that were trained apart place the same landmarks: on an open face they agree, and where something
 * covers it each guesses in its own way.
 */
export class OcclusionEstimator {
  readonly #model: ImageModel;

  private constructor(model: ImageModel) {
    this.#model = model;
  }

  static async load(modelPath: string): Promise<OcclusionEstimator> {
    return new OcclusionEstimator(await ImageModel.load(modelPath, INPUT));
  }

  /** @returns the probability, 0-1, that the face is partly covered */
  async probabilityOccluded(image: Pyramid, points: MeshPoints): Promise<number> {
    return logistic(((await this.disagreement(image, points)) - MIDDLE) / WIDTH);
  }

  /** The mean distance between the two networks' landmarks, in distances between the eyes. */
  async disagreement(image: Pyramid, points: MeshPoints): Promise<number> {
    const bounds = points.turnedBounds();
    const crop = squareCrop(bounds.centre, CROP_SCALE * Math.max(bounds.widthPx, bounds.heightPx), bounds.angleRad, INPUT.widthPx);
    const output = (await this.#model.run(image, crop)).ofLength(136);
    const landmark = (index: number): Point => applyAffine(crop, (output[2 * index] ?? 0) * INPUT.widthPx - 0.5, (output[2 * index + 1] ?? 0) * INPUT.heightPx - 0.5);
    let sum = 0;
    for (const [index, meshIndex] of MESH_OF_LANDMARK) sum += distance(landmark(index), points.at(meshIndex));
    return sum / MESH_OF_LANDMARK.size / distance(points.leftEye, points.rightEye);
  }

  release(): Promise<void> {
    return this.#model.release();
  }
}
