import type { CheckResult } from '../check-result.ts';
import type { Signal } from './incident.ts';

/** Every signal that a rule may count. */
export const SIGNALS = [
  'OBJECT_PRESENT',
  'NO_PERSON',
  'SEVERAL_PEOPLE',
  'NO_FACE',
  'UNKNOWN_PERSON',
  'OTHER_PERSON',
  'SEVERAL_FACES',
  'UNSAFE_CONTENT',
  'INCONCLUSIVE',
  'GAP',
  'FROZEN',
  'REPLAYED',
] as const satisfies readonly Signal[];

/** What follows from more than one frame, and may therefore raise an incident at once. */
export const SIGNALS_OF_SEVERAL_FRAMES: readonly Signal[] = ['GAP', 'FROZEN', 'REPLAYED'];

/** What the checks of one frame say. */
export function signalsOfChecks(checks: readonly Pick<CheckResult, 'outcome' | 'reason'>[]): Set<Signal> {
  const signals = new Set<Signal>();
  for (const { outcome, reason } of checks) {
    if (outcome === 'unknown') signals.add('INCONCLUSIVE');
    // Of a check that fails the reason is one of FailReason, and each of those is a signal.
    if (outcome === 'fail' && reason !== null) signals.add(reason as Signal);
  }
  return signals;
}
