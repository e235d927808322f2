export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** From values to a line of a given length. */
export interface Axis {
  readonly label: string;
  readonly ticks: readonly Tick[];
  /** Where a value lies: 0 at the axis's beginning, 1 at its end; what is beyond lies at the end. */
  readonly place: (value: number) => number;
}

export function linearAxis(label: string, from: number, to: number, ticks: readonly Tick[]): Axis {
  return { label, ticks, place: (value) => clamp((value - from) / (to - from)) };
}

const MAX_LABELLED_DECADES = 4;

/**
 * Powers of ten. A rate of 0 has no place there and is drawn at the beginning.
 *
 * @param from, to exponents
 */
export function decadeAxis(label: string, from: number, to: number): Axis {
  const ticks = Array.from({ length: to - from + 1 }, (_, step) => {
    // Long labels do not fit one beside the other: every other decade has one, the last among them.
    const isLabelled = to - from <= MAX_LABELLED_DECADES || (to - from - step) % 2 === 0;
    return { at: 10 ** (from + step), label: isLabelled ? decadeLabel(from + step) : '' };
  });
  return { label, ticks, place: (value) => clamp((Math.log10(value) - from) / (to - from)) };
}

function decadeLabel(exponent: number): string {
  return exponent >= -2 ? `${100 * 10 ** exponent} %` : `${(100 * 10 ** exponent).toFixed(-exponent - 2)} %`;
}

function clamp(place: number): number {
  return Math.min(1, Math.max(0, place));
}
