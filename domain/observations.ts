import type { Box, Landmark } from './geometry.ts';

/** What one branch of verify-frame brings to the judge: what its provider saw, or why it could not look. */
export type Observation<T> = Observed<T> | NotObserved;

export interface Observed<T> {
  status: 'observed';
  value: T;
  /** The provider's own version of the model, where it tells one. */
  modelVersion: string | null;
  /** How long the provider took, retries not counted. */
  durationMs: number;
}

export interface NotObserved {
  status: 'unknown';
  /** The name of the error that ended the branch, as the state machine has it. */
  error: string;
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
