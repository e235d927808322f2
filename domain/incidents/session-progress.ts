import type { SessionCounters } from '../session.ts';
import type { FrameReference, Incident, IncidentRule } from './incident.ts';

/**
 * What a session's verdicts come to, first to last, so far: everything that the next one needs. JSON, and bounded: below 150 KB whatever the session,
 * some 10 KB usually.
 */
export interface SessionProgress {
  counters: SessionCounters;
  /** The sequence of the last verdict that is in it; 0 before the first. */
  lastSequence: number;
  /** When the latest frame so far was received; null before the first. */
  latestAt: string | null;
  /** Of the last verdict; null before the first. */
  policyVersion: string | null;
  maxGapMs: number | null;
  /** Oldest first: as many as the rule with the longest memory looks back on, and one. */
  recent: RecentFrame[];
  /** The rules of the last verdict's policy, each with what it has counted. */
  rules: RuleProgress[];
  /** See pictures.ts. Oldest first. */
  pictures: string[];
  /** By their beginnings. */
  incidents: KeptIncident[];
}

export interface RecentFrame {
  /** Null for the frame that has not come. */
  verdict: FrameReference | null;
  receivedAt: string;
  /** Since when there had been no frame, where that was too long. */
  gapSince?: string;
  lagFrames?: number;
}

export interface RuleProgress {
  rule: IncidentRule;
  /** The last frames since it began to count, oldest first: `1` where one gave one of its signals, else `0`. */
  window: string;
  /** The incident that lasts. */
  openIncidentId: string | null;
}

/** An incident; whether it lasts is its rule's to say. */
export type KeptIncident = Omit<Incident, 'endedAt'> & {
  /** When the last frame that counted was received. */
  lastAt: string;
};

/** Before the first verdict. */
export function startProgress(): SessionProgress {
  return {
    counters: { clear: 0, flagged: 0, inconclusive: 0 },
    lastSequence: 0,
    latestAt: null,
    policyVersion: null,
    maxGapMs: null,
    recent: [],
    rules: [],
    pictures: [],
    incidents: [],
  };
}
