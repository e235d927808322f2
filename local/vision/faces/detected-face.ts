import type { Affine, Point } from '../geometry/affine.ts';
import type { RatioBox } from '../geometry/box.ts';
import type { EyeDirection } from './eye-direction.ts';
import type { FaceQuality } from './face-quality.ts';
import type { FaceTraits, TraitBasis } from './face-traits.ts';
import type { HeadPose } from './head-pose.ts';
import type { LandmarkName } from './landmarks.ts';

/**
 * One face and what is known of it: its traits only where they were asked for. Boxes and points are ratios of the image; they may reach
 * over its edge.
 */
export interface DetectedFace extends FaceTraits {
  readonly box: RatioBox;
  readonly confidencePercent: number;
  /** In Rekognition's order, the default five first. */
  readonly landmarks: ReadonlyMap<LandmarkName, Point>;
  readonly pose: HeadPose;
  readonly quality: FaceQuality;
  readonly eyeDirection: EyeDirection;
  /** Probabilities, 0-1. */
  readonly eyesOpen: number;
  readonly mouthOpen: number;
  readonly sunglasses: number;
  readonly occluded: number;
  /** What the embedding is made from: the aligned crop's place in the working raster. */
  readonly alignedCrop: Affine;
  /** What its traits are told from. */
  readonly traitBasis: TraitBasis;
}
