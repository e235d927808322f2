import type { CheckResult } from './check-result.ts';

/** `clear`: all five pass. `flagged`: one at least fails. `inconclusive`: none fails, but not all could be checked. */
export const DECISIONS = ['clear', 'flagged', 'inconclusive'] as const;
export type Decision = (typeof DECISIONS)[number];

export function decide(checks: readonly Pick<CheckResult, 'outcome'>[]): Decision {
  if (checks.some(({ outcome }) => outcome === 'fail')) return 'flagged';
  return checks.every(({ outcome }) => outcome === 'pass') ? 'clear' : 'inconclusive';
}
