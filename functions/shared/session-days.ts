import { dayOf } from '../../domain/session.ts';

const DAY_MS = 86_400_000;
/** One that nobody ends is ended a day after its last frame: what lasts longer has frames. */
const OPEN_DAYS = 400;

/** The days (UTC) on which a session's frames may have come, first to last. */
export function daysOfSession({ startedAt, endedAt }: { startedAt: string; endedAt: string | null }, now: Date): string[] {
  const first = Date.parse(dayOf(startedAt));
  const last = Math.min(Date.parse(dayOf(endedAt ?? now.toISOString())), first + OPEN_DAYS * DAY_MS);
  return Array.from({ length: Math.max(0, Math.round((last - first) / DAY_MS)) + 1 }, (_, index) => dayOf(new Date(first + index * DAY_MS).toISOString()));
}
