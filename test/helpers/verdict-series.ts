import { createHash } from 'node:crypto';
import type { CountedVerdict } from '../../domain/incidents/advance-progress.ts';
import { DEFAULT_INCIDENT_RULES } from '../../domain/incidents/default-rules.ts';
import type { IncidentRule, Signal } from '../../domain/incidents/incident.ts';

export const SERIES_STARTED_AT = '2026-03-01T10:00:00.000Z';
const INTERVAL_MS = 1_000;

export interface SeriesFrame {
  /** What its checks say; a picture of its own and in time where nothing else is said. */
  signals?: Signal[];
  atMs?: number;
  /** Equal numbers are one picture. */
  picture?: number;
  perceptualHash?: string | null;
}

export function policyOfRules(incidentRules: readonly IncidentRule[] = DEFAULT_INCIDENT_RULES, maxGapMs = 5_000): CountedVerdict['policy'] & { maxGapMs: number; incidentRules: IncidentRule[] } {
  return { version: createHash('sha256').update(JSON.stringify([incidentRules, maxGapMs])).digest('hex').slice(0, 12), maxGapMs, incidentRules: [...incidentRules] };
}

/** What counts of a session's verdicts, one for each frame: a frame a second, from the first second on. */
export function verdictSeries(frames: readonly SeriesFrame[], policy: CountedVerdict['policy'] = policyOfRules()): CountedVerdict[] {
  return frames.map((frame, index) => countedVerdict(index + 1, frame, policy));
}

export function countedVerdict(sequence: number, { signals = [], atMs = sequence * INTERVAL_MS, picture = -sequence, perceptualHash = null }: SeriesFrame, policy: CountedVerdict['policy']): CountedVerdict {
  return {
    sequence,
    verdictId: `verdict-${String(sequence)}`,
    receivedAt: timeAt(atMs),
    decision: signals.length === 0 ? 'clear' : signals.every((signal) => signal === 'INCONCLUSIVE') ? 'inconclusive' : 'flagged',
    checks: signals.map((signal) => (signal === 'INCONCLUSIVE' ? { outcome: 'unknown' as const, reason: 'THROTTLED' as const } : { outcome: 'fail' as const, reason: signal as 'OBJECT_PRESENT' })),
    policy,
    image: { sha256: createHash('sha256').update(String(picture)).digest('hex'), perceptualHash },
  };
}

/** So long after the session's start. */
export function timeAt(ms: number): string {
  return new Date(Date.parse(SERIES_STARTED_AT) + ms).toISOString();
}
