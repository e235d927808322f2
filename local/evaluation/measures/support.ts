/** How much weight a false match rate has, by the errors that are to be expected at it. */
export type Support = 'measured' | 'indicative' | 'not measurable';

/** Doddington's rule of 30: at 30 errors the true rate lies within 30 % of the observed one with 90 % confidence. Source: ISO/IEC 19795-1. */
const RULE_OF_30 = 30;

/**
 * @param rate the false match rate in question, 0-1
 * @param trials impostor pairs
 * @returns whether so many pairs can tell: with 30 expected errors or more they measure it, with one or more they hint at it
 */
export function supportFor(rate: number, trials: number): Support {
  // A rate like 1e-4 is no exact float: what is 30 but for rounding is 30.
  const expectedErrors = rate * trials + 1e-9;
  if (expectedErrors >= RULE_OF_30) return 'measured';
  return expectedErrors >= 1 ? 'indicative' : 'not measurable';
}
