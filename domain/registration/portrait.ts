import type { Box } from '../geometry.ts';
import { roundPercent } from '../rounding.ts';

/** A face of a photo that somebody wants to register. Null is what the provider does not tell, which is never taken for a no. */
export interface PortraitFace {
  box: Box;
  sharpnessPercent: number | null;
  brightnessPercent: number | null;
  /** Turned to a side; the sign does not matter here. */
  yawDegrees: number | null;
  /** Looking up or down. */
  pitchDegrees: number | null;
  /** Tilted to a shoulder. */
  rollDegrees: number | null;
  eyesOpen: Trait | null;
  sunglasses: Trait | null;
  covered: Trait | null;
}

/** A provider's yes or no. */
export interface Trait {
  value: boolean;
  confidencePercent: number;
}

/** A photo and the faces that are seen in it. */
export interface Portrait {
  /** Of the file; whether its orientation was applied does not matter here. */
  widthPx: number;
  heightPx: number;
  faces: readonly PortraitFace[];
}

/** What was measured of a registered face; kept with it. */
export interface PhotoQuality {
  /** The square root of its box's area. */
  faceSidePx: number;
  sharpnessPercent: number | null;
  brightnessPercent: number | null;
  yawDegrees: number | null;
  pitchDegrees: number | null;
  rollDegrees: number | null;
}

/** The face that would be registered: the largest. Null when there is none. */
export function largestFace({ faces }: Portrait): PortraitFace | null {
  return faces.reduce<PortraitFace | null>((largest, face) => (largest === null || areaOf(face) > areaOf(largest) ? face : largest), null);
}

/** As a ratio of the photo's area. */
export function areaOf({ box }: PortraitFace): number {
  return box.width * box.height;
}

/** Rounded, so that what is judged is what is written down. */
export function qualityOf(face: PortraitFace, { widthPx, heightPx }: Portrait): PhotoQuality {
  return {
    // Of the area, because a photo that its orientation turns by 90° changes width for height.
    faceSidePx: Math.round(Math.sqrt(areaOf(face) * widthPx * heightPx)),
    sharpnessPercent: round(face.sharpnessPercent),
    brightnessPercent: round(face.brightnessPercent),
    yawDegrees: round(face.yawDegrees),
    pitchDegrees: round(face.pitchDegrees),
    rollDegrees: round(face.rollDegrees),
  };
}

function round(value: number | null): number | null {
  return value === null ? null : roundPercent(value);
}
