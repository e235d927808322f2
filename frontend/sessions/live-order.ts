import type { Session } from '../../domain/session.ts';
import { SEVERITIES } from './severity-counts.ts';

/** A session that is open, as it was read. */
export interface LiveSession {
  session: Session;
  /** When it was asked for, by the server's clock, in milliseconds since 1970: of what came after it is not known. */
  readAtMs: number;
}

/** A camera check has no end of its own. */
const CHECK_OVER_AFTER_MS = 60_000;

/** Why a tile stands where it does. */
export type LiveGroup = 'incidents' | 'silent' | 'quiet';

export interface LiveOrderOptions {
  /** After so long without a frame a session is silent. */
  silentAfterMs: number;
}

/** How long no frame has come; since the start, where none has. Never negative: the server's time is known to a second. */
export function silenceMs({ lastVerdict, startedAt }: Session, atMs: number): number {
  return Math.max(0, atMs - Date.parse(lastVerdict?.receivedAt ?? startedAt));
}

/**
 * Whether no frame had come for too long when it was read. Nobody agreed to send frames without a pause outside of an exam: what belongs to none is never
 * silent.
 */
export function isSilent({ session, readAtMs }: LiveSession, { silentAfterMs }: LiveOrderOptions): boolean {
  return session.examId !== null && silenceMs(session, readAtMs) > silentAfterMs;
}

/** Whether it has a tile: a camera check has one while its frames come. */
export function isWatched({ session, readAtMs }: LiveSession): boolean {
  return session.examId !== null || silenceMs(session, readAtMs) <= CHECK_OVER_AFTER_MS;
}

export function liveGroup(live: LiveSession, options: LiveOrderOptions): LiveGroup {
  if (live.session.incidents.length > 0) return 'incidents';
  return isSilent(live, options) ? 'silent' : 'quiet';
}

const GROUPS: readonly LiveGroup[] = ['incidents', 'silent', 'quiet'];

/**
 * Those with incidents first: what lasts before what is over, the gravest before others. Then those that went silent. Of equals the one that began first,
 * so that the order changes only when there is a reason.
 */
export function liveOrder(sessions: readonly LiveSession[], options: LiveOrderOptions): Session[] {
  const ranked = sessions.map((live) => ({ session: live.session, rank: rankOf(live, options) }));
  return ranked
    .sort((a, b) => compare(a.rank, b.rank) || a.session.startedAt.localeCompare(b.session.startedAt) || a.session.sessionId.localeCompare(b.session.sessionId))
    .map(({ session }) => session);
}

function rankOf(live: LiveSession, options: LiveOrderOptions): number[] {
  const { session } = live;
  const lasting = session.incidents.filter(({ endedAt }) => endedAt === null);
  const gravest = (lasting.length > 0 ? lasting : session.incidents).map(({ severity }) => SEVERITIES.indexOf(severity));
  return [GROUPS.indexOf(liveGroup(live, options)), lasting.length > 0 ? 0 : 1, Math.min(SEVERITIES.length, ...gravest)];
}

function compare(a: readonly number[], b: readonly number[]): number {
  return a.map((value, index) => value - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

/** The order while somebody is using the tiles: each stays where it is, also one whose session has ended; what is new comes last. */
export function heldOrder(shown: readonly string[], wanted: readonly string[]): string[] {
  const known = new Set(shown);
  return [...shown, ...wanted.filter((id) => !known.has(id))];
}
