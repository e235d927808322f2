import { describe, expect, it } from '@jest/globals';
import { toFaceDetail } from '../../../local/rekognition/faces/face-detail.ts';
import { traitsOf } from '../../../local/rekognition/faces/face-traits.ts';
import { belowQualityBar } from '../../../local/rekognition/faces/quality-bar.ts';
import { similarityPercent } from '../../../local/vision/faces/similarity.ts';
import { aFace } from '../../helpers/fake-vision.ts';

describe('a face in detail', () => {
  it('has the default attributes and five landmarks', () => {
    const detail = toFaceDetail(aFace(), ['DEFAULT']);
    expect(Object.keys(detail).sort()).toEqual(['BoundingBox', 'Confidence', 'Landmarks', 'Pose', 'Quality']);
    expect(detail.Landmarks?.map((landmark) => landmark.Type)).toEqual(['eyeLeft', 'eyeRight', 'mouthLeft', 'mouthRight', 'nose']);
    expect(detail.Pose).toEqual({ Roll: 1, Yaw: 3, Pitch: -2 });
  });

  it('has what was asked for besides', () => {
    const detail = toFaceDetail(aFace({ occluded: 0.9 }), ['DEFAULT', 'FACE_OCCLUDED', 'EYE_DIRECTION']);
    expect(detail.FaceOccluded).toEqual({ Value: true, Confidence: 90 });
    expect(detail.EyeDirection).toEqual({ Yaw: 4, Pitch: -5, Confidence: 98 });
    expect(detail.EyesOpen).toBeUndefined();
  });

  it('has everything that a model can tell for ALL, and nothing made up', () => {
    const emotions = { happy: 0.2, sad: 0.5, angry: 0.1, disgusted: 0.05, surprised: 0.05, calm: 0.08, fear: 0.02 };
    const detail = toFaceDetail(aFace({ smiling: 0.25, emotions, ageYears: 31.4, male: 0.9 }), ['ALL']);
    expect(detail.EyesOpen).toEqual({ Value: true, Confidence: 98 });
    expect(detail.MouthOpen).toEqual({ Value: false, Confidence: 90 });
    expect(detail.Smile).toEqual({ Value: false, Confidence: 75 });
    expect(detail.Gender).toEqual({ Value: 'Male', Confidence: 90 });
    expect(detail.AgeRange).toEqual({ Low: 24, High: 38 });
    expect(detail.Emotions?.map((emotion) => emotion.Type)).toEqual(['SAD', 'HAPPY', 'ANGRY', 'CALM', 'DISGUSTED', 'SURPRISED', 'FEAR']);
    expect(detail.Emotions?.[0]?.Confidence).toBe(50);
    expect(detail.Landmarks).toHaveLength(6);
    expect(detail.Sunglasses).toEqual({ Value: false, Confidence: 99 });
    for (const unknown of ['Beard', 'Eyeglasses', 'Mustache']) expect(detail).not.toHaveProperty(unknown);
  });

  it('tells nobody what was not asked for, even where it is known', () => {
    const detail = toFaceDetail(aFace({ smiling: 0.9, ageYears: 3, male: 0.5 }), ['SMILE']);
    expect(detail.Smile).toEqual({ Value: true, Confidence: 90 });
    for (const other of ['Gender', 'AgeRange', 'Emotions', 'EyesOpen']) expect(detail).not.toHaveProperty(other);
  });

  it('of a small child is never younger than nothing', () => {
    expect(toFaceDetail(aFace({ ageYears: 3 }), ['AGE_RANGE']).AgeRange).toEqual({ Low: 0, High: 10 });
  });

  it('has the engine asked for the traits of its attributes and no others', () => {
    expect(traitsOf(['DEFAULT', 'EYES_OPEN', 'BEARD', 'FACE_OCCLUDED', 'EYE_DIRECTION'])).toEqual([]);
    expect(traitsOf(['SMILE', 'GENDER'])).toEqual(['smiling', 'male']);
    expect(new Set(traitsOf(['ALL']))).toEqual(new Set(['smiling', 'emotions', 'ageYears', 'male']));
  });
});

describe('the quality bar', () => {
  const size = { widthPx: 640, heightPx: 480 };

  it('lets a good face pass at every height', () => {
    for (const filter of ['NONE', 'AUTO', 'LOW', 'MEDIUM', 'HIGH'] as const) expect(belowQualityBar(aFace(), filter, size)).toEqual([]);
  });

  it.each([
    ['a blurred face', { quality: { brightnessPercent: 50, sharpnessPercent: 5 } }, ['LOW_SHARPNESS']],
    ['a dark face', { quality: { brightnessPercent: 4, sharpnessPercent: 50 } }, ['LOW_BRIGHTNESS']],
    ['a face turned away', { pose: { yawDegrees: -70, pitchDegrees: 0, rollDegrees: 0 } }, ['EXTREME_POSE']],
    ['a tiny face', { box: { left: 0, top: 0, width: 0.04, height: 0.05 } }, ['SMALL_BOUNDING_BOX']],
    ['all of it', { box: { left: 0, top: 0, width: 0.04, height: 0.05 }, quality: { brightnessPercent: 4, sharpnessPercent: 5 } }, ['SMALL_BOUNDING_BOX', 'LOW_BRIGHTNESS', 'LOW_SHARPNESS']],
  ])('says why %s stays below it, and is passed by without a filter', (_, overrides, reasons) => {
    expect(belowQualityBar(aFace(overrides), 'AUTO', size)).toEqual(reasons);
    expect(belowQualityBar(aFace(overrides), 'NONE', size)).toEqual([]);
  });

  it('is higher for HIGH than for LOW', () => {
    const soft = aFace({ quality: { brightnessPercent: 50, sharpnessPercent: 30 } });
    expect(belowQualityBar(soft, 'LOW', size)).toEqual([]);
    expect(belowQualityBar(soft, 'HIGH', size)).toEqual(['LOW_SHARPNESS']);
  });
});

describe('similarity', () => {
  // Measured on labelled pairs: the cosines that stand for 50, 80 (1 in 10,000 strangers), 90 and 99.
  it.each([
    [0.335, 50],
    [0.41, 80],
    [0.454, 90],
    [0.583, 99],
  ])('of a cosine of %d is about %d', (cosine, percent) => {
    expect(Math.abs(similarityPercent(cosine) - percent)).toBeLessThan(0.6);
  });
});
