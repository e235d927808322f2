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
  /** How long each provider took, in milliseconds; a step that could not be completed has no entry. */
  timings: Partial<Record<AnalysisStep, number>>;
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
}

/** The four analyses of a frame, named after the functions that run them. */
export const ANALYSIS_STEPS = ['detectLabels', 'identifyFace', 'detectFaces', 'detectModeration'] as const;
export type AnalysisStep = (typeof ANALYSIS_STEPS)[number];
