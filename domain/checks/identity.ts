import type { EvidenceItem, FailReason, IdentityResult } from '../check-result.ts';
import { unknownReason, type Observation, type ObservedIdentity, type PersonMatch } from '../observations.ts';
import type { Policy } from '../policy.ts';
import { roundBox, roundPercent } from '../rounding.ts';

/** The person whom a session expects; null when nobody in particular. */
export type ExpectedPerson = { externalImageId: string } | null;

/** Passes when the largest face is a registered person's; where somebody is expected, that very person's. */
export function checkIdentity(observation: Observation<ObservedIdentity>, policy: Policy, expected: ExpectedPerson): IdentityResult {
  if (observation.status === 'unknown') {
    return { check: 'identity', outcome: 'unknown', details: { match: null }, reason: unknownReason(observation.error), evidence: [] };
  }
  const { face } = observation.value;
  if (face === null) {
    return { check: 'identity', outcome: 'fail', details: { match: null }, reason: 'NO_FACE', evidence: [] };
  }
  const similar = observation.value.matches
    .map((match) => ({ ...match, similarityPercent: roundPercent(match.similarityPercent) }))
    .filter((match) => match.similarityPercent >= policy.faceMatchPercent);
  const match = similar.find(({ externalImageId }) => externalImageId === expected?.externalImageId) ?? similar[0] ?? null;
  const reason = reasonFor(match, expected);
  return { check: 'identity', outcome: reason === null ? 'pass' : 'fail', details: { match }, reason, evidence: evidenceOf(face, match, policy) };
}

function reasonFor(match: PersonMatch | null, expected: ExpectedPerson): FailReason | null {
  if (match === null) return 'UNKNOWN_PERSON';
  return expected === null || expected.externalImageId === match.externalImageId ? null : 'OTHER_PERSON';
}

function evidenceOf(face: NonNullable<ObservedIdentity['face']>, match: PersonMatch | null, policy: Policy): EvidenceItem[] {
  const box = roundBox(face.box);
  if (match === null) return [{ name: 'Face', confidencePercent: roundPercent(face.confidencePercent), thresholdPercent: null, box }];
  return [{ name: match.fullName, confidencePercent: match.similarityPercent, thresholdPercent: policy.faceMatchPercent, box }];
}
