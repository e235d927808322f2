import { type Proportion, proportion } from './intervals.ts';

const BINS = 10;

/** What was said with how much confidence, and whether it was so. */
export interface Claim {
  readonly confidencePercent: number;
  readonly isTrue: boolean;
}

export interface ReliabilityBin {
  readonly fromPercent: number;
  readonly toPercent: number;
  /** Null for an empty bin. */
  readonly meanConfidencePercent: number | null;
  readonly true: Proportion;
}

export interface Reliability {
  readonly claims: number;
  /** Ten of equal width; what is exactly between two belongs to the higher. */
  readonly bins: readonly ReliabilityBin[];
  /** Expected calibration error, 0-1: how far confidence and truth lie apart on average, by bins; null without claims. Source: Guo et al., 2017. */
  readonly expectedCalibrationError: number | null;
}

/** Whether of the things that are said with 80 % confidence 80 % are so. */
export function reliability(claims: readonly Claim[]): Reliability {
  const bins = Array.from({ length: BINS }, (_, at) => claims.filter(({ confidencePercent }) => binOf(confidencePercent) === at)).map((inBin, at) => {
    const sum = inBin.reduce((total, { confidencePercent }) => total + confidencePercent, 0);
    return {
      fromPercent: (100 / BINS) * at,
      toPercent: (100 / BINS) * (at + 1),
      meanConfidencePercent: inBin.length === 0 ? null : sum / inBin.length,
      true: proportion(inBin.filter(({ isTrue }) => isTrue).length, inBin.length),
    };
  });
  const distance = bins.reduce((sum, bin) => sum + bin.true.of * Math.abs((bin.true.rate ?? 0) - (bin.meanConfidencePercent ?? 0) / 100), 0);
  return { claims: claims.length, bins, expectedCalibrationError: claims.length === 0 ? null : distance / claims.length };
}

function binOf(confidencePercent: number): number {
  return Math.min(BINS - 1, Math.max(0, Math.floor((confidencePercent / 100) * BINS)));
}
