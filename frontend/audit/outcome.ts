import type { Tone } from '../components/ui/tone.ts';

/** How what was done was answered; a key of the locales below `audit.outcomes`. */
export type AuditOutcome = 'done' | 'refused' | 'absent' | 'notAccepted' | 'failed' | 'open';

export const OUTCOME_TONES: Readonly<Record<AuditOutcome, Tone>> = { done: 'pass', refused: 'fail', absent: 'neutral', notAccepted: 'unknown', failed: 'unknown', open: 'unknown' };

/** @param status of the answer; null for a change whose end is not known */
export function outcomeOf(status: number | null): AuditOutcome {
  if (status === null) return 'open';
  if (status < 400) return 'done';
  if (status === 403) return 'refused';
  if (status === 404) return 'absent';
  return status < 500 ? 'notAccepted' : 'failed';
}
