import type { Box, Landmark } from './geometry.ts';

/** What one branch of verify-frame brings to the judge: what its provider saw, or why it could not look. */
export type Observation<T> = Observed<T> | NotObserved;

export interface Observed<T> extends StepRun {
  status: 'observed';
  value: T;
  /** The provider's own version of the model, where it tells one. */
  modelVersion: string | null;
}

export interface NotObserved extends StepRun {
  status: 'unknown';
  /** The name of the error that ended the branch, as the state machine has it. */
  error: string;
}

/** How the state machine got there. */
export interface StepRun {
  /** From entering the step to its end, its repetitions and the pauses between them included. */
  durationMs: number;
  /** How often it was repeated; 0 when its first attempt was its last. */
  retryCount: number;
}

/** A label of DetectLabels with its instances. */
export interface ObservedLabel {
  name: string;
  confidencePercent: number;
  aliases: string[];
  parents: string[];
  instances: { confidencePercent: number; box: Box }[];
}

export interface ObservedFace {
  confidencePercent: number;
  box: Box;
  landmarks: Landmark[];
}

/** The answer to "whose face is the largest one?". */
export interface ObservedIdentity {
  /** The face that was searched for; null when the image has none. */
  face: { confidencePercent: number; box: Box } | null;
  /** Registered, not pending, people whose face is similar enough, most similar first. */
  matches: PersonMatch[];
}

export interface PersonMatch {
  externalImageId: string;
  fullName: string;
  similarityPercent: number;
}

export interface ObservedModerationLabel {
  name: string;
  parentName: string | null;
  confidencePercent: number;
}

export interface FrameObservations {
  labels: Observation<ObservedLabel[]>;
  identity: Observation<ObservedIdentity>;
  faces: Observation<ObservedFace[]>;
  moderation: Observation<ObservedModerationLabel[]>;
}

export type UnknownReason = 'THROTTLED' | 'TIMED_OUT' | 'PROVIDER_ERROR';

const TIME_OUTS = new Set(['States.Timeout', 'Sandbox.Timedout', 'TimeoutError', 'States.HeartbeatTimeout', 'RequestTimeout', 'RequestTimeoutException']);

/** Why nothing is known, from the name of the error that ended a branch. */
export function unknownReason(error: string): UnknownReason {
  if (/throttl|ProvisionedThroughputExceeded|TooManyRequests|LimitExceeded|SlowDown/i.test(error)) return 'THROTTLED';
  return TIME_OUTS.has(error) ? 'TIMED_OUT' : 'PROVIDER_ERROR';
}
