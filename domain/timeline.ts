import type { Decision } from './decision.ts';
import { isErased, type RecordedVerdict } from './erasure/redacted-verdict.ts';
import type { Signal } from './incidents/incident.ts';
import { signalsOfChecks } from './incidents/signals.ts';

/** A verdict in its session's timeline: what to draw of it, and where to find the rest. */
export interface TimelineItem {
  sequence: number;
  verdictId: string;
  receivedAt: string;
  decision: Decision;
  /** What its checks say. What only several frames can say (a gap, a picture that stands still or comes again) is in the session's incidents. */
  signals: Signal[];
  /** Whether its candidate was erased: its place, time, decision and signals are what is left. */
  erased: boolean;
}

export function toTimelineItem(record: RecordedVerdict): TimelineItem {
  const { sequence, verdictId, receivedAt, decision, checks } = record;
  return { sequence, verdictId, receivedAt, decision, signals: [...signalsOfChecks(checks)], erased: isErased(record) };
}
