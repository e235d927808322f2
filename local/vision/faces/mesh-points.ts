import type { Point } from '../geometry/affine.ts';
import { mean } from '../geometry/similarity-transform.ts';

export const MESH_POINTS = 468;

/** A point of the mesh: x and y in image pixels, z (depth, smaller is nearer) in the same unit. */
export interface Point3 extends Point {
  readonly z: number;
}

/**
 * Indices into MediaPipe's canonical face mesh. Left and right are the viewer's, as in Rekognition's landmarks: the mesh's own names are
 * the person's.
 */
export const MESH = {
  leftEyeOuter: 33,
  leftEyeInner: 133,
  leftEyeUpper: 159,
  leftEyeLower: 145,
  rightEyeInner: 362,
  rightEyeOuter: 263,
  rightEyeUpper: 386,
  rightEyeLower: 374,
  noseTip: 1,
  noseLeft: 98,
  noseRight: 327,
  mouthLeft: 61,
  mouthRight: 291,
  mouthTop: 0,
  mouthBottom: 17,
  innerLipTop: 13,
  innerLipBottom: 14,
  innerLipLeft: 78,
  innerLipRight: 308,
  chin: 152,
  leftBrowOuter: 70,
  leftBrowTop: 105,
  leftBrowInner: 107,
  rightBrowInner: 336,
  rightBrowTop: 334,
  rightBrowOuter: 300,
  leftJawUpper: 127,
  leftJawMiddle: 172,
  rightJawUpper: 356,
  rightJawMiddle: 397,
} as const;

const LEFT_EYE_CONTOUR = [33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246] as const;
const RIGHT_EYE_CONTOUR = [263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466] as const;

/** A box that is turned around its centre, clockwise on the screen. In pixels of the image. */
export interface TurnedBox {
  readonly centre: Point;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly angleRad: number;
}

/** The points of one face: x, y, z after one another, 468 times. */
export class MeshPoints {
  readonly #values: Float32Array;

  constructor(values: Float32Array) {
    if (values.length !== MESH_POINTS * 3) throw new RangeError(`A face mesh has ${MESH_POINTS} points`);
    this.#values = values;
  }

  at(index: number): Point3 {
    const [x, y, z] = this.#values.subarray(3 * index, 3 * index + 3);
    if (x === undefined || y === undefined || z === undefined) throw new RangeError(`The face mesh has no point ${index}`);
    return { x, y, z };
  }

  middleOf(indices: readonly number[]): Point3 {
    const points = indices.map((index) => this.at(index));
    return { ...mean(points), z: points.reduce((sum, point) => sum + point.z, 0) / points.length };
  }

  get leftEye(): Point3 {
    return this.middleOf(LEFT_EYE_CONTOUR);
  }

  get rightEye(): Point3 {
    return this.middleOf(RIGHT_EYE_CONTOUR);
  }

  /** The turn of the line between the eyes, clockwise on the screen. */
  get rollRad(): number {
    return Math.atan2(this.rightEye.y - this.leftEye.y, this.rightEye.x - this.leftEye.x);
  }

  /** The smallest box along the eyes' line that holds every point. */
  turnedBounds(): TurnedBox {
    const angleRad = this.rollRad;
    const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
    let [minU, maxU, minV, maxV] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let index = 0; index < MESH_POINTS; index += 1) {
      const { x, y } = this.at(index);
      const u = cos * x + sin * y;
      const v = cos * y - sin * x;
      minU = Math.min(minU, u);
      maxU = Math.max(maxU, u);
      minV = Math.min(minV, v);
      maxV = Math.max(maxV, v);
    }
    const u = (minU + maxU) / 2;
    const v = (minV + maxV) / 2;
    return { centre: { x: cos * u - sin * v, y: sin * u + cos * v }, widthPx: maxU - minU, heightPx: maxV - minV, angleRad };
  }
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

export function distance3(a: Point3, b: Point3): number {
  return Math.hypot(a.x - b.x, a.y - b.y, a.z - b.z);
}
