import type { PeopleResult } from '../check-result.ts';
import { unknownReason, type Observation, type ObservedLabel } from '../observations.ts';
import type { Policy } from '../policy.ts';
import { roundBox, roundPercent } from '../rounding.ts';

/** Passes when exactly one instance of the label Person reaches the minimum confidence by itself. */
export function checkPeople(observation: Observation<ObservedLabel[]>, policy: Policy): PeopleResult {
  if (observation.status === 'unknown') {
    return { check: 'people', outcome: 'unknown', details: { count: 0 }, reason: unknownReason(observation.error), evidence: [] };
  }
  const evidence = observation.value
    .filter((label) => label.name === 'Person')
    .flatMap((label) => label.instances)
    .map(({ confidencePercent, box }) => ({
      name: 'Person',
      confidencePercent: roundPercent(confidencePercent),
      thresholdPercent: policy.minConfidencePercent,
      box: roundBox(box),
    }));
  const count = evidence.filter((person) => person.confidencePercent >= person.thresholdPercent).length;
  return {
    check: 'people',
    outcome: count === 1 ? 'pass' : 'fail',
    details: { count },
    reason: count === 1 ? null : count === 0 ? 'NO_PERSON' : 'SEVERAL_PEOPLE',
    evidence,
  };
}
