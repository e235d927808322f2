import type { EvidenceItem, ObjectsResult } from '../check-result.ts';
import { unknownReason, type Observation, type ObservedLabel } from '../observations.ts';
import type { Policy, PolicyObject } from '../policy.ts';
import { roundBox, roundPercent } from '../rounding.ts';

/**
 * Passes when none of the policy's objects is among the labels (by name, alias or parent) at or above its confidence. The evidence holds
 * the labels that the policy has no word of too: whether another policy would have flagged the frame can be told from the record.
 */
export function checkObjects(observation: Observation<ObservedLabel[]>, policy: Policy): ObjectsResult {
  if (observation.status === 'unknown') {
    return { check: 'objects', outcome: 'unknown', details: { names: [] }, reason: unknownReason(observation.error), evidence: [] };
  }
  const names = new Set<string>();
  const evidence: EvidenceItem[] = [];
  for (const label of observation.value) {
    const thresholdPercent = thresholdOf(label, policy);
    // People have a check of their own.
    if (thresholdPercent === null && label.name === 'Person') continue;
    if (thresholdPercent !== null && roundPercent(label.confidencePercent) >= thresholdPercent) names.add(label.name);
    evidence.push(...evidenceOf(label, thresholdPercent));
  }
  const present = names.size > 0;
  return {
    check: 'objects',
    outcome: present ? 'fail' : 'pass',
    details: { names: [...names].sort() },
    reason: present ? 'OBJECT_PRESENT' : null,
    evidence,
  };
}

/** The lowest confidence that any of the policy's objects asks of this label; null when the policy has no word of it. */
function thresholdOf(label: ObservedLabel, policy: Policy): number | null {
  const names = [label.name, ...label.aliases, ...label.parents].map(fold);
  const wanted = policy.objects.filter((object) => names.includes(fold(object.name)));
  return wanted.length === 0 ? null : Math.min(...wanted.map((object) => confidenceOf(object, policy)));
}

function confidenceOf(object: PolicyObject, policy: Policy): number {
  return object.confidencePercent ?? policy.minConfidencePercent;
}

function fold(name: string): string {
  return name.trim().toLowerCase();
}

/** The label, which is what is judged, then where its instances are. */
function evidenceOf(label: ObservedLabel, thresholdPercent: number | null): EvidenceItem[] {
  const { name } = label;
  return [
    { name, confidencePercent: roundPercent(label.confidencePercent), thresholdPercent, box: null },
    ...label.instances.map(({ confidencePercent, box }) => ({ name, confidencePercent: roundPercent(confidencePercent), thresholdPercent: null, box: roundBox(box) })),
  ];
}
