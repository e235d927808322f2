import type { ModerationResult } from '../check-result.ts';
import { unknownReason, type Observation, type ObservedModerationLabel } from '../observations.ts';
import type { Policy } from '../policy.ts';
import { roundPercent } from '../rounding.ts';

/** Passes when no moderation label reaches the policy's threshold. */
export function checkModeration(observation: Observation<ObservedModerationLabel[]>, policy: Policy): ModerationResult {
  if (observation.status === 'unknown') {
    return { check: 'moderation', outcome: 'unknown', details: { names: [] }, reason: unknownReason(observation.error), evidence: [] };
  }
  const evidence = observation.value.map((label) => ({
    name: label.name,
    confidencePercent: roundPercent(label.confidencePercent),
    thresholdPercent: policy.moderationPercent,
    box: null,
  }));
  const names = new Set(evidence.filter((label) => label.confidencePercent >= label.thresholdPercent).map((label) => label.name));
  const unsafe = names.size > 0;
  return {
    check: 'moderation',
    outcome: unsafe ? 'fail' : 'pass',
    details: { names: [...names].sort() },
    reason: unsafe ? 'UNSAFE_CONTENT' : null,
    evidence,
  };
}
