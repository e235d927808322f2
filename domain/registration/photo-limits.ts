/**
 * What a photo must keep to be registered. Percentages are Rekognition's scale, 0 to 100; angles are degrees either way.
 *
 * The defaults were measured on 451 pairs of photographs of one person each, of 300 people (LFW): one as it is against another one blurred,
 * darkened, brightened, shrunk or turned, and how many of these pairs still reach a Similarity of 85. As they are, 97 in a hundred do.
 * Rekognition measures on scales of its own: where its photos are refused too easily, lower the limit in the policy.
 */
export interface PhotoLimits {
  /**
   * The least size of the face: the square root of its box's area, in pixels of the photo. Rekognition asks for 50 × 50 (Recommendations for
   * facial comparison input images); measured, 95 in a hundred match from 50 on, 76 between 35 and 40, 57 between 25 and 35.
   */
  minFaceSidePx: number;
  /** The least sharpness, as Rekognition's `Quality` has it. Measured: 91 in a hundred match between 30 and 40, 82 between 20 and 30, 55 between 8 and 12. */
  minSharpnessPercent: number;
  /**
   * The least brightness, as Rekognition's `Quality` has it. Measured: 94 in a hundred match from 12 on, 90 between 8 and 12, 82 below. None of the
   * photographs as they are is darker than 23, whoever it shows: the limit falls on light, not on skin.
   */
  minBrightnessPercent: number;
  /**
   * The greatest brightness, as Rekognition's `Quality` has it. Measured: 85 in a hundred match between 80 and 85, 74 between 85 and 90, 50 above. None
   * of the photographs as they are is brighter than 78.
   */
  maxBrightnessPercent: number;
  /** How far the face may be turned to a side. Rekognition advises against more than 45; measured, 89 in a hundred match between 25 and 30, 97 below. */
  maxYawDegrees: number;
  /** How far the face may look up or down. Rekognition advises against more than 30 down and 45 up; measured, 91 in a hundred match between 15 and 25, 98 below. */
  maxPitchDegrees: number;
  /** How far the head may be tilted to a shoulder. Measured: turned by 35, 91 in a hundred match; by 45, 69; by 60, half of the faces are not found. */
  maxRollDegrees: number;
  /**
   * From this confidence on the provider is believed that eyes are closed, sunglasses are worn or the face is covered. Recognition hardly suffers
   * from closed eyes; that they be open, seen and nothing cover the face is Rekognition's advice and ISO/IEC 19794-5's rule for portraits.
   */
  traitConfidencePercent: number;
  /** How many times the area of any other face the registered one must have: a smaller one is somebody in the background. */
  backgroundAreaRatio: number;
  /**
   * From this similarity on to a face of somebody else a registration is a duplicate: Rekognition's default for searches, below the policy's 85 for
   * frames, for whoever might be taken for somebody must not be registered beside them. Of two photos of one person 98 in a hundred reach it.
   */
  duplicateSimilarityPercent: number;
  /** The least similarity of a further photo to the person's others: Rekognition's default for comparisons. */
  samePersonSimilarityPercent: number;
}

/** How many photos, and so faces, a person may have. */
export const MAX_PHOTOS = 10;

export const DEFAULT_PHOTO_LIMITS: PhotoLimits = {
  minFaceSidePx: 50,
  minSharpnessPercent: 30,
  minBrightnessPercent: 15,
  maxBrightnessPercent: 85,
  maxYawDegrees: 30,
  maxPitchDegrees: 25,
  maxRollDegrees: 35,
  traitConfidencePercent: 90,
  backgroundAreaRatio: 4,
  duplicateSimilarityPercent: 80,
  samePersonSimilarityPercent: 80,
};
