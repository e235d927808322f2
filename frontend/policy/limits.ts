import type { PolicyRules } from '../../domain/policy.ts';
import type { PhotoLimits } from '../../domain/registration/photo-limits.ts';

/** What a number of the policy may be, as the API takes it (test/component/policy holds the two together). */
export interface NumberRange {
  min: number;
  max: number;
  whole: boolean;
  /** How much of the value is one of what its field shows: a second of milliseconds. */
  factor: number;
  /** Below `policy.units`. */
  unit: 'percent' | 'seconds' | 'pixels' | 'degrees' | 'times' | 'score';
}

const PERCENT: NumberRange = { min: 0, max: 100, whole: false, factor: 1, unit: 'percent' };
const SCORE: NumberRange = { ...PERCENT, unit: 'score' };
const degrees = (max: number): NumberRange => ({ min: 0, max, whole: false, factor: 1, unit: 'degrees' });

export type ScalarName = Exclude<keyof PolicyRules, 'objects' | 'incidentRules' | 'photo'>;

export const SCALAR_RANGES: Readonly<Record<ScalarName, NumberRange>> = {
  minConfidencePercent: PERCENT,
  faceMatchPercent: PERCENT,
  moderationPercent: PERCENT,
  frameIntervalMs: { min: 500, max: 600_000, whole: true, factor: 1_000, unit: 'seconds' },
  maxGapMs: { min: 1_000, max: 86_400_000, whole: true, factor: 1_000, unit: 'seconds' },
};

export const PHOTO_RANGES: Readonly<Record<keyof PhotoLimits, NumberRange>> = {
  minFaceSidePx: { min: 1, max: 8_192, whole: false, factor: 1, unit: 'pixels' },
  minSharpnessPercent: SCORE,
  minBrightnessPercent: SCORE,
  maxBrightnessPercent: SCORE,
  maxYawDegrees: degrees(90),
  maxPitchDegrees: degrees(90),
  maxRollDegrees: degrees(180),
  traitConfidencePercent: PERCENT,
  backgroundAreaRatio: { min: 1, max: 100, whole: false, factor: 1, unit: 'times' },
  duplicateSimilarityPercent: PERCENT,
  samePersonSimilarityPercent: PERCENT,
};

export const FRAMES_RANGE: Omit<NumberRange, 'unit'> = { min: 1, max: 60, whole: true, factor: 1 };
export const OBJECT_CONFIDENCE_RANGE = PERCENT;
export const MAX_OBJECTS = 50;
export const MAX_OBJECT_NAME_LENGTH = 80;
export const MAX_RULES = 16;
export const RULE_NAME = /^(?=.{1,40}$)[a-z0-9]+(-[a-z0-9]+)*$/;
