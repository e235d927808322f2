import type { Reason } from '@aws-sdk/client-rekognition';
import type { DetectedFace } from '../../vision/faces/detected-face.ts';
import type { FaceTrait } from '../../vision/faces/face-traits.ts';
import type { Vision } from '../../vision/vision.ts';
import type { QualityFilter } from '../validation/common-shapes.ts';
import { answeringInAwsErrors } from '../vision-errors.ts';
import { belowQualityBar } from './quality-bar.ts';

export interface JudgedFace {
  readonly face: DetectedFace;
  /** In `detectFaces`, by which it can be embedded. */
  readonly index: number;
  /** Why it stays below the bar; empty when it does not. */
  readonly reasons: readonly Reason[];
}

/** The faces of an image with the traits asked for, the largest first, and what the filter has against them. */
export async function judgedFaces(vision: Vision, bytes: Uint8Array, filter: QualityFilter, traits: readonly FaceTrait[] = []): Promise<JudgedFace[]> {
  const { faces, ...size } = await answeringInAwsErrors(() => vision.detectFaces(bytes, traits));
  return faces.map((face, index) => ({ face, index, reasons: belowQualityBar(face, filter, size) }));
}

/** The vectors of faces, in the faces' order. */
export async function vectorsOf(vision: Vision, bytes: Uint8Array, faces: readonly JudgedFace[]): Promise<readonly Float32Array[]> {
  return answeringInAwsErrors(() => vision.embedFaces(bytes, faces.map(({ index }) => index)));
}
