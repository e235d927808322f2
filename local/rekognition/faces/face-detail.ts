import type { AgeRange, Emotion as EmotionDetail, EmotionName, FaceDetail, Gender } from '@aws-sdk/client-rekognition';
import type { DetectedFace } from '../../vision/faces/detected-face.ts';
import type { Emotion } from '../../vision/faces/face-traits.ts';
import { toBoundingBox } from '../bounding-box.ts';
import type { FaceAttribute } from '../validation/common-shapes.ts';

/** The landmarks of the default attributes: eyes, corners of the mouth, nose. */
const DEFAULT_LANDMARKS = 5;

/** Either way: a little more than the model's mean error, 6.2 to 6.6 years, so that some two of three people should be as old as it says. */
const AGE_MARGIN_YEARS = 7;

const EMOTION_NAMES: Readonly<Record<Emotion, EmotionName>> = {
  happy: 'HAPPY',
  sad: 'SAD',
  angry: 'ANGRY',
  disgusted: 'DISGUSTED',
  surprised: 'SURPRISED',
  calm: 'CALM',
  fear: 'FEAR',
};

/**
 * A face as Rekognition describes it. The default attributes are always there, of the others those that were asked for. Left out, for no
 * model here can tell them: BEARD, EYEGLASSES and MUSTACHE, and of the emotions CONFUSED. They are absent rather than made up,
 * even where they are asked for by name.
 *
 * @param face with the traits that `traitsOf(attributes)` names
 */
export function toFaceDetail(face: DetectedFace, attributes: readonly FaceAttribute[]): FaceDetail {
  const all = attributes.includes('ALL');
  const wanted = (attribute: FaceAttribute): boolean => all || attributes.includes(attribute);
  return {
    BoundingBox: toBoundingBox(face.box),
    ...(wanted('AGE_RANGE') && face.ageYears !== undefined && { AgeRange: toAgeRange(face.ageYears) }),
    ...(wanted('SMILE') && face.smiling !== undefined && { Smile: toAnswer(face.smiling) }),
    ...(wanted('GENDER') && face.male !== undefined && { Gender: toGender(face.male) }),
    ...(wanted('SUNGLASSES') && { Sunglasses: toAnswer(face.sunglasses) }),
    ...(wanted('EYES_OPEN') && { EyesOpen: toAnswer(face.eyesOpen) }),
    ...(wanted('MOUTH_OPEN') && { MouthOpen: toAnswer(face.mouthOpen) }),
    ...(wanted('EMOTIONS') && face.emotions && { Emotions: toEmotions(face.emotions) }),
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
  return { Value: probability > 0.5, Confidence: certainty(probability) };
}

function toGender(male: number): Gender {
  return { Value: male > 0.5 ? 'Male' : 'Female', Confidence: certainty(male) };
}

function toAgeRange(ageYears: number): AgeRange {
  return { Low: Math.max(0, Math.round(ageYears - AGE_MARGIN_YEARS)), High: Math.round(ageYears + AGE_MARGIN_YEARS) };
}

/** The likeliest first. */
function toEmotions(emotions: Readonly<Record<Emotion, number>>): EmotionDetail[] {
  return (Object.keys(EMOTION_NAMES) as Emotion[])
    .map((emotion) => ({ Type: EMOTION_NAMES[emotion], Confidence: 100 * emotions[emotion] }))
    .toSorted((a, b) => b.Confidence - a.Confidence);
}

function certainty(probability: number): number {
  return 100 * Math.max(probability, 1 - probability);
}
