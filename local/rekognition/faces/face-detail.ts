import type { FaceDetail } from '@aws-sdk/client-rekognition';
import type { DetectedFace } from '../../vision/faces/detected-face.ts';
import { toBoundingBox } from '../bounding-box.ts';
import type { FaceAttribute } from '../validation/common-shapes.ts';

/** The landmarks of the default attributes: eyes, corners of the mouth, nose. */
const DEFAULT_LANDMARKS = 5;

/**
 * A face as Rekognition describes it. The default attributes are always there; of the others those that were asked for and that a model
 * here can tell: EYES_OPEN, MOUTH_OPEN, FACE_OCCLUDED, EYE_DIRECTION. The rest (AGE_RANGE, BEARD, EMOTIONS, EYEGLASSES, GENDER,
 * MUSTACHE, SMILE, SUNGLASSES) is left out rather than made up.
 */
export function toFaceDetail(face: DetectedFace, attributes: readonly FaceAttribute[]): FaceDetail {
  const all = attributes.includes('ALL');
  const wanted = (attribute: FaceAttribute): boolean => all || attributes.includes(attribute);
  return {
    BoundingBox: toBoundingBox(face.box),
    ...(wanted('EYES_OPEN') && { EyesOpen: toAnswer(face.eyesOpen) }),
    ...(wanted('MOUTH_OPEN') && { MouthOpen: toAnswer(face.mouthOpen) }),
    Landmarks: [...face.landmarks].slice(0, all ? undefined : DEFAULT_LANDMARKS).map(([Type, { x, y }]) => ({ Type, X: x, Y: y })),
    Pose: { Roll: face.pose.rollDegrees, Yaw: face.pose.yawDegrees, Pitch: face.pose.pitchDegrees },
    Quality: { Brightness: face.quality.brightnessPercent, Sharpness: face.quality.sharpnessPercent },
    Confidence: face.confidencePercent,
    ...(wanted('FACE_OCCLUDED') && { FaceOccluded: toAnswer(face.occluded) }),
    ...(wanted('EYE_DIRECTION') && {
      // Closed eyes look nowhere.
      EyeDirection: { Yaw: face.eyeDirection.yawDegrees, Pitch: face.eyeDirection.pitchDegrees, Confidence: 100 * face.eyesOpen },
    }),
  };
}

/** The likelier of yes and no, and how likely it is. */
function toAnswer(probability: number): { Value: boolean; Confidence: number } {
  return { Value: probability > 0.5, Confidence: 100 * Math.max(probability, 1 - probability) };
}
