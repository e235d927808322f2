/** What a photo must keep to be registered. Percentages are Rekognition's scale, 0 to 100; angles are degrees either way. */
export interface PhotoLimits {
  /** The least shorter side of the face's box, in pixels of the photo. */
  minFaceSidePx: number;
  /** The least sharpness, as Rekognition's `Quality` has it. */
  minSharpnessPercent: number;
  /** The least brightness, as Rekognition's `Quality` has it. */
  minBrightnessPercent: number;
  /** The greatest brightness, as Rekognition's `Quality` has it. */
  maxBrightnessPercent: number;
  /** How far the face may be turned to a side. */
  maxYawDegrees: number;
  /** How far the face may look up or down. */
  maxPitchDegrees: number;
  /** How far the head may be tilted to a shoulder. */
  maxRollDegrees: number;
  /** From this confidence on the provider is believed that eyes are closed, sunglasses are worn or the face is covered. */
  traitConfidencePercent: number;
  /** How many times the area of any other face the registered one must have: a smaller one is somebody in the background. */
  backgroundAreaRatio: number;
  /** From this similarity on to a face of somebody else a registration is a duplicate. */
  duplicateSimilarityPercent: number;
  /** The least similarity of a further photo to the person's others. */
  samePersonSimilarityPercent: number;
}

export const DEFAULT_PHOTO_LIMITS: PhotoLimits = {
  minFaceSidePx: 50,
  minSharpnessPercent: 20,
  minBrightnessPercent: 20,
  maxBrightnessPercent: 95,
  maxYawDegrees: 35,
  maxPitchDegrees: 30,
  maxRollDegrees: 35,
  traitConfidencePercent: 90,
  backgroundAreaRatio: 4,
  duplicateSimilarityPercent: 85,
  samePersonSimilarityPercent: 85,
};
