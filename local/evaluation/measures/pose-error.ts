import { bootstrapInterval, meanOf } from './bootstrap.ts';
import type { Interval } from './intervals.ts';

export interface AngleError {
  readonly samples: number;
  /** Null without samples. */
  readonly meanAbsoluteErrorDegrees: number | null;
  /** Bootstrapped over photos. */
  readonly interval: Interval | null;
  /** Measured minus true: what is always wrong in the same direction. */
  readonly biasDegrees: number | null;
}

/** The errors of one angle: measured and true value of each photo, in degrees. */
export function angleError(angles: readonly { readonly measuredDegrees: number; readonly trueDegrees: number }[]): AngleError {
  const errors = angles.map(({ measuredDegrees, trueDegrees }) => turnDegrees(measuredDegrees - trueDegrees));
  if (errors.length === 0) return { samples: 0, meanAbsoluteErrorDegrees: null, interval: null, biasDegrees: null };
  const absolute = errors.map(Math.abs);
  return {
    samples: errors.length,
    meanAbsoluteErrorDegrees: meanOf(absolute),
    interval: bootstrapInterval(absolute, meanOf),
    biasDegrees: meanOf(errors),
  };
}

/** The same turn between -180° and 180°. */
export function turnDegrees(degrees: number): number {
  return degrees - 360 * Math.round(degrees / 360);
}
