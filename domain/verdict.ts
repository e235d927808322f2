import type { CheckResults } from './check-result.ts';
import type { Decision } from './decision.ts';
import type { Policy } from './policy.ts';

/** What Invigil says of one frame: complete, so that it is explained by itself, and hashed, so that a change is seen by whoever holds a later hash. */
export interface Verdict {
  verdictId: string;
  sessionId: string;
  /** The frame's place in its session, from 1, without gaps; given by the server. */
  sequence: number;
  /** When the candidate's page says it took the frame: evidence, never order. */
  capturedAt: string | null;
  receivedAt: string;
  decision: Decision;
  checks: CheckResults;
  policyVersion: string;
  policy: Policy;
  image: VerdictImage;
  /** How long each step took, in milliseconds, with its repetitions and the pauses between them, also where it ended without a result. */
  timings: Record<TimedStep, number>;
  /** How often a step was repeated before it ended; a step that was not has no entry. */
  retries: Partial<Record<AnalysisStep, number>>;
  modelVersions: Partial<Record<AnalysisStep, string>>;
  executionArn: string;
  /** The hash of the verdict before it in the session; null for the first. */
  previousHash: string | null;
  /** See chain.ts. */
  hash: string;
}

export interface VerdictImage {
  /** Of the bytes as they were received and stored, 64 hexadecimal digits. */
  sha256: string;
  widthPx: number;
  heightPx: number;
  /** Where the frame is kept in the frames bucket. */
  key: string;
  /** What the picture looks like, to tell when another shows the same: see functions/shared/image/fingerprint.ts. Null where it could not be told. */
  perceptualHash: string | null;
}

/** The four analyses of a frame, named after the functions that run them. */
export const ANALYSIS_STEPS = ['detectLabels', 'identifyFace', 'detectFaces', 'detectModeration'] as const;
export type AnalysisStep = (typeof ANALYSIS_STEPS)[number];

/**
 * What a frame's time went into: storing it and making its perceptual hash meanwhile, which is before its execution; the analyses, which run at once; and everything from the execution's start
 * until it was judged, the reading of the chain included.
 */
export const TIMED_STEPS = ['storeFrame', ...ANALYSIS_STEPS, 'beforeJudgement'] as const;
export type TimedStep = (typeof TIMED_STEPS)[number];
