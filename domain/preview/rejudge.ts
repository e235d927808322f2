import { canonicalJson } from '../canonical-json.ts';
import type { CheckName, CheckResult, IdentityResult, ModerationResult, ObjectsResult, Outcome, PeopleResult } from '../check-result.ts';
import type { ExpectedPerson } from '../checks/identity.ts';
import { decide, type Decision } from '../decision.ts';
import { lowestLabelConfidencePercent, lowestModerationConfidencePercent, type Policy } from '../policy.ts';
import type { Verdict } from '../verdict.ts';
import { judgeLabels } from './judge-labels.ts';

/**
 * Why a check cannot be judged again exactly: what the other policy asks for is below what was recorded; a label that it names is known neither to the
 * record nor to us; who else the face is similar to is not on record; the evidence was erased.
 */
export type InexactReason = 'BELOW_EVIDENCE' | 'LABEL_UNKNOWN' | 'OTHER_MATCHES' | 'ERASED';

export interface RejudgedCheck {
  check: CheckName;
  outcome: Outcome;
  reason: CheckResult['reason'];
  /** Null where another policy would have come to exactly this. */
  inexact: InexactReason | null;
}

export interface Rejudgement {
  decision: Decision;
  checks: RejudgedCheck[];
}

/**
 * What another policy says of a recorded verdict, from the evidence that it holds. What could not be checked stays unknown, and a check that reads
 * nothing that the policies differ in stays as it was.
 */
export function rejudge(verdict: Pick<Verdict, 'checks' | 'policy'>, policy: Policy, expected: ExpectedPerson): Rejudgement {
  const [objects, people, identity, faces, moderation] = verdict.checks;
  const before = verdict.policy;
  const checks = [
    again(objects, (check) => judgeObjects(check, before, policy)),
    again(people, (check) => judgePeople(check, before, policy)),
    again(identity, (check) => judgeIdentity(check, before, policy, expected)),
    again(faces, asItWas),
    again(moderation, (check) => judgeModeration(check, before, policy)),
  ];
  return { decision: decide(checks), checks };
}

type Judgement = Pick<RejudgedCheck, 'reason' | 'inexact'>;

function again<Check extends CheckResult>(check: Check, judge: (check: Check) => Judgement): RejudgedCheck {
  if (check.outcome === 'unknown') return { check: check.check, outcome: 'unknown', ...asItWas(check) };
  const judgement = judge(check);
  return { check: check.check, outcome: judgement.reason === null ? 'pass' : 'fail', ...judgement };
}

function asItWas({ reason }: CheckResult): Judgement {
  return { reason, inexact: null };
}

function judgeObjects(check: ObjectsResult, before: Policy, policy: Policy): Judgement {
  if (canonicalJson(thresholdsOf(before)) === canonicalJson(thresholdsOf(policy))) return asItWas(check);
  const { isPresent, isUnknownNamed } = judgeLabels(check.evidence, before, policy);
  if (isPresent) return { reason: 'OBJECT_PRESENT', inexact: null };
  const lowest = Math.min(...policy.objects.map(({ confidencePercent }) => confidencePercent ?? policy.minConfidencePercent));
  if (lowest < lowestLabelConfidencePercent(before)) return { reason: null, inexact: 'BELOW_EVIDENCE' };
  return { reason: null, inexact: isUnknownNamed ? 'LABEL_UNKNOWN' : null };
}

/** What is asked of each object. */
function thresholdsOf({ objects, minConfidencePercent }: Policy): [string, number][] {
  return objects.map(({ name, confidencePercent = minConfidencePercent }) => [name, confidencePercent]);
}

function judgePeople({ evidence }: PeopleResult, before: Policy, policy: Policy): Judgement {
  const count = evidence.filter(({ confidencePercent }) => confidencePercent >= policy.minConfidencePercent).length;
  // Two are several, however many more there may be.
  const isBelow = count < 2 && policy.minConfidencePercent < lowestLabelConfidencePercent(before);
  return { reason: count === 1 ? null : count === 0 ? 'NO_PERSON' : 'SEVERAL_PEOPLE', inexact: isBelow ? 'BELOW_EVIDENCE' : null };
}

/** Of all who the face is similar to the record holds one: who was expected, else the most similar. */
function judgeIdentity(check: IdentityResult, before: Policy, policy: Policy, expected: ExpectedPerson): Judgement {
  const similarityPercent = check.evidence.find(({ thresholdPercent }) => thresholdPercent !== null)?.confidencePercent;
  if (policy.faceMatchPercent === before.faceMatchPercent || check.reason === 'NO_FACE') return asItWas(check);
  const isLower = policy.faceMatchPercent < before.faceMatchPercent;
  if (similarityPercent === undefined) return { reason: 'UNKNOWN_PERSON', inexact: isLower ? 'BELOW_EVIDENCE' : null };
  // Behind somebody else the expected one may be similar enough for less.
  if (similarityPercent >= policy.faceMatchPercent) return { reason: check.reason, inexact: isLower && check.reason === 'OTHER_PERSON' ? 'OTHER_MATCHES' : null };
  return { reason: 'UNKNOWN_PERSON', inexact: check.outcome === 'pass' && expected !== null ? 'OTHER_MATCHES' : null };
}

function judgeModeration({ evidence }: ModerationResult, before: Policy, policy: Policy): Judgement {
  if (evidence.some(({ confidencePercent }) => confidencePercent >= policy.moderationPercent)) return { reason: 'UNSAFE_CONTENT', inexact: null };
  return { reason: null, inexact: policy.moderationPercent < lowestModerationConfidencePercent(before) ? 'BELOW_EVIDENCE' : null };
}
