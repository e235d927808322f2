import { applyAffine, mirrorCrop, type Point, squareCrop } from '../geometry/affine.ts';
import { mean } from '../geometry/similarity-transform.ts';
import { ImageModel } from '../image-model.ts';
import type { Pyramid } from '../image/pyramid.ts';
import type { InputFormat } from '../image/warp.ts';
import { distance, MESH, type MeshPoints } from './mesh-points.ts';

const INPUT: InputFormat = { widthPx: 64, heightPx: 64, channels: 'rgb', scale: [1 / 255, 1 / 255, 1 / 255], offset: [0, 0, 0], outside: 'black' };

/** The network gives 71 points of the eye's contour, then the iris: its centre and four points of its rim; x, y, z each. */
const OUTPUT_LENGTH = (71 + 5) * 3;
const IRIS_CENTRE = 71 * 3;

/** The crop's side, in distances between an eye's corners: what the network was trained on. */
const CROP_SCALE = 2.3;

/** An eyeball's radius (12 mm) over the distance between the corners of the eye (30 mm). */
const RADIUS_RATIO = 0.4;

/** Where the eyes look, relative to the head, in degrees: yaw > 0 to the image's right, pitch > 0 up. */
export interface EyeDirection {
  readonly yawDegrees: number;
  readonly pitchDegrees: number;
}

export interface Gaze {
  readonly pupils: { readonly left: Point; readonly right: Point };
  readonly direction: EyeDirection;
}

/**
 * Finds the irises, and from their place between the corners of the eyes the direction of the gaze: the eyeball is taken for a sphere
 * whose centre lies behind the middle of the eye. A geometric estimate, not a trained one: good for left, right, up or straight on.
 */
export class GazeEstimator {
  readonly #model: ImageModel;

  private constructor(model: ImageModel) {
    this.#model = model;
  }

  static async load(modelPath: string): Promise<GazeEstimator> {
    return new GazeEstimator(await ImageModel.load(modelPath, INPUT));
  }

  async estimate(image: Pyramid, points: MeshPoints): Promise<Gaze> {
    const left = await this.#eye(image, points.at(MESH.leftEyeOuter), points.at(MESH.leftEyeInner), false);
    // The network knows eyes of one side only: the other one is shown to it in a mirror.
    const right = await this.#eye(image, points.at(MESH.rightEyeInner), points.at(MESH.rightEyeOuter), true);
    return {
      pupils: { left: left.pupil, right: right.pupil },
      direction: { yawDegrees: angle((left.aside + right.aside) / 2), pitchDegrees: angle((left.up + right.up) / 2) },
    };
  }

  release(): Promise<void> {
    return this.#model.release();
  }

  async #eye(image: Pyramid, leftCorner: Point, rightCorner: Point, mirrored: boolean): Promise<{ pupil: Point; aside: number; up: number }> {
    const angleRad = Math.atan2(rightCorner.y - leftCorner.y, rightCorner.x - leftCorner.x);
    const widthPx = distance(leftCorner, rightCorner);
    const centre = mean([leftCorner, rightCorner]);
    const upright = squareCrop(centre, CROP_SCALE * widthPx, angleRad, INPUT.widthPx);
    const crop = mirrored ? mirrorCrop(upright, INPUT.widthPx) : upright;
    const output = (await this.#model.run(image, crop)).ofLength(OUTPUT_LENGTH);
    const pupil = applyAffine(crop, output[IRIS_CENTRE] ?? 0, output[IRIS_CENTRE + 1] ?? 0);
    const [dx, dy] = [pupil.x - centre.x, pupil.y - centre.y];
    const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
    const radius = RADIUS_RATIO * widthPx;
    return { pupil, aside: (cos * dx + sin * dy) / radius, up: (sin * dx - cos * dy) / radius };
  }
}

function angle(ratio: number): number {
  return (Math.asin(Math.min(1, Math.max(-1, ratio))) * 180) / Math.PI;
}
