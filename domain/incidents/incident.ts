import type { FailReason } from '../check-result.ts';

/**
 * What a frame can give a rule to count: a check's fail reason; `INCONCLUSIVE`, a check that could not be made; `GAP`, too long since the frame
 * before; `FROZEN`, the very picture of the frame before; `REPLAYED`, a run of frames seen earlier.
 */
export type Signal = FailReason | 'INCONCLUSIVE' | 'GAP' | 'FROZEN' | 'REPLAYED';

export type Severity = 'low' | 'medium' | 'high';

/** "N of M": an incident begins when `frames` of the last `ofLast` frames gave one of the signals. */
export interface IncidentRule {
  /** Unique within a policy, for example `phone`. */
  name: string;
  /** Any of them counts. */
  signals: Signal[];
  /** N, from 1 (2 for anything that a single frame shows: one bad frame alone raises nothing). */
  frames: number;
  /** M, at least N. */
  ofLast: number;
  severity: Severity;
}

/** Something that a person should look at: evidence, never a judgement. */
export interface Incident {
  /** The rule's name and its count within the session, for example `phone-1`. */
  incidentId: string;
  rule: string;
  severity: Severity;
  /** When the first frame that counted was received; of a gap, the last frame before it. */
  startedAt: string;
  /** When the last frame that counted was received; of a gap, the frame that ended it; null while it lasts. */
  endedAt: string | null;
  /** How many frames counted; of a gap, those that it lies between. */
  frameCount: number;
  /** The frames that it cites, first to last: at most the first few and the last few of them. */
  frames: FrameReference[];
  /** Of a replay: how many frames before its first one the same picture was seen. */
  lagFrames?: number;
  /** How many incidents it stands for, where a session has too many to keep each: from the first one's start to the last one's end. */
  mergedCount?: number;
}

export interface FrameReference {
  sequence: number;
  verdictId: string;
}
