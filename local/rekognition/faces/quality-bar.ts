import type { Reason } from '@aws-sdk/client-rekognition';
import type { DetectedFace } from '../../vision/faces/detected-face.ts';
import type { QualityFilter } from '../validation/common-shapes.ts';

/** What a face needs to be worth comparing. */
interface QualityBar {
  readonly minSharpnessPercent: number;
  readonly minBrightnessPercent: number;
  /** Either way. */
  readonly maxYawDegrees: number;
  readonly maxPitchDegrees: number;
  /** Of the longer side of the face's box, in pixels of the image. */
  readonly minSidePx: number;
}

const BARS: Readonly<Record<Exclude<QualityFilter, 'NONE' | 'AUTO'>, QualityBar>> = {
  LOW: { minSharpnessPercent: 10, minBrightnessPercent: 8, maxYawDegrees: 60, maxPitchDegrees: 45, minSidePx: 30 },
  MEDIUM: { minSharpnessPercent: 20, minBrightnessPercent: 12, maxYawDegrees: 45, maxPitchDegrees: 35, minSidePx: 45 },
  HIGH: { minSharpnessPercent: 40, minBrightnessPercent: 20, maxYawDegrees: 30, maxPitchDegrees: 25, minSidePx: 80 },
};

/** Why a face stays below the bar; empty when it does not. AUTO is LOW: what lies below it is compared no better than by chance. */
export function belowQualityBar(face: DetectedFace, filter: QualityFilter, image: { readonly widthPx: number; readonly heightPx: number }): Reason[] {
  if (filter === 'NONE') return [];
  const bar = BARS[filter === 'AUTO' ? 'LOW' : filter];
  const sidePx = Math.max(face.box.width * image.widthPx, face.box.height * image.heightPx);
  const reasons: [Reason, boolean][] = [
    ['SMALL_BOUNDING_BOX', sidePx < bar.minSidePx],
    ['EXTREME_POSE', Math.abs(face.pose.yawDegrees) > bar.maxYawDegrees || Math.abs(face.pose.pitchDegrees) > bar.maxPitchDegrees],
    ['LOW_BRIGHTNESS', face.quality.brightnessPercent < bar.minBrightnessPercent],
    ['LOW_SHARPNESS', face.quality.sharpnessPercent < bar.minSharpnessPercent],
  ];
  return reasons.filter(([, applies]) => applies).map(([reason]) => reason);
}
