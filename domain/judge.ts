import { hashVerdict, type ChainHead } from './chain.ts';
import type { CheckResults } from './check-result.ts';
import { checkFaces } from './checks/faces.ts';
import { checkIdentity, type ExpectedPerson } from './checks/identity.ts';
import { checkModeration } from './checks/moderation.ts';
import { checkObjects } from './checks/objects.ts';
import { checkPeople } from './checks/people.ts';
import { decide } from './decision.ts';
import type { FrameObservations, Observation } from './observations.ts';
import type { Policy } from './policy.ts';
import type { AnalysisStep, Verdict, VerdictImage } from './verdict.ts';

/** All that a verdict follows from. */
export interface Frame {
  verdictId: string;
  sessionId: string;
  capturedAt: string | null;
  receivedAt: string;
  image: VerdictImage;
  expected: ExpectedPerson;
  policy: Policy;
  executionArn: string;
  storeFrameMs: number;
  /** From the execution's start until the judge was called. */
  beforeJudgementMs: number;
}

/** The verdict on a frame, as the next link of its session's chain. The same arguments always give the same verdict. */
export function judge(frame: Frame, observations: FrameObservations, head: ChainHead | null): Verdict {
  const checks = runChecks(observations, frame.policy, frame.expected);
  const steps = stepsOf(observations);
  const record = {
    verdictId: frame.verdictId,
    sessionId: frame.sessionId,
    sequence: (head?.sequence ?? 0) + 1,
    capturedAt: frame.capturedAt,
    receivedAt: frame.receivedAt,
    decision: decide(checks),
    checks,
    policyVersion: frame.policy.version,
    policy: frame.policy,
    image: frame.image,
    timings: timingsOf(frame, observations),
    retries: collect(steps, ({ retryCount }) => (retryCount > 0 ? retryCount : null)),
    modelVersions: collect(steps, (observation) => (observation.status === 'observed' ? observation.modelVersion : null)),
    executionArn: frame.executionArn,
    previousHash: head?.hash ?? null,
  };
  return { ...record, hash: hashVerdict(record) };
}

/** The five checks, in their order. */
export function runChecks(observations: FrameObservations, policy: Policy, expected: ExpectedPerson): CheckResults {
  return [
    checkObjects(observations.labels, policy),
    checkPeople(observations.labels, policy),
    checkIdentity(observations.identity, policy, expected),
    checkFaces(observations.faces),
    checkModeration(observations.moderation, policy),
  ];
}

function timingsOf({ storeFrameMs, beforeJudgementMs }: Frame, { labels, identity, faces, moderation }: FrameObservations): Verdict['timings'] {
  return {
    storeFrame: wholeMs(storeFrameMs),
    detectLabels: wholeMs(labels.durationMs),
    identifyFace: wholeMs(identity.durationMs),
    detectFaces: wholeMs(faces.durationMs),
    detectModeration: wholeMs(moderation.durationMs),
    beforeJudgement: wholeMs(beforeJudgementMs),
  };
}

/** Begin and end of a step may have been read from different clocks. */
function wholeMs(ms: number): number {
  return Math.max(0, Math.round(ms));
}

function stepsOf(observations: FrameObservations): [AnalysisStep, Observation<unknown>][] {
  return [
    ['detectLabels', observations.labels],
    ['identifyFace', observations.identity],
    ['detectFaces', observations.faces],
    ['detectModeration', observations.moderation],
  ];
}

function collect<T>(steps: [AnalysisStep, Observation<unknown>][], valueOf: (observation: Observation<unknown>) => T | null): Partial<Record<AnalysisStep, T>> {
  const entries = steps.map(([step, observation]) => [step, valueOf(observation)] as const).filter(([, value]) => value !== null);
  return Object.fromEntries(entries);
}
