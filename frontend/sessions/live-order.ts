import type { Session } from '../../domain/session.ts';
import { SEVERITIES } from './severity-counts.ts';

/** Why a tile stands where it does. */
export type LiveGroup = 'incidents' | 'silent' | 'quiet';

export interface LiveOrderOptions {
  nowMs: number;
  /** After so long without a frame a session is silent. */
  silentAfterMs: number;
}

/** How long no frame has come; since the start, where none has. Never negative: a browser's clock may be behind the server's. */
export function silenceMs({ lastVerdict, startedAt }: Session, nowMs: number): number {
  return Math.max(0, nowMs - Date.parse(lastVerdict?.receivedAt ?? startedAt));
}

/** Nobody agreed to send frames without a pause outside of an exam: what belongs to none is never silent. */
export function liveGroup(session: Session, { nowMs, silentAfterMs }: LiveOrderOptions): LiveGroup {
  if (session.incidents.length > 0) return 'incidents';
  return session.examId !== null && silenceMs(session, nowMs) > silentAfterMs ? 'silent' : 'quiet';
}

const GROUPS: readonly LiveGroup[] = ['incidents', 'silent', 'quiet'];

/**
 * Those with incidents first: what lasts before what is over, the gravest before others. Then those that went silent. Of equals the one that began first,
 * so that the order changes only when there is a reason.
 */
export function liveOrder(sessions: readonly Session[], options: LiveOrderOptions): Session[] {
  const ranked = sessions.map((session) => ({ session, rank: rankOf(session, options) }));
  return ranked
    .sort((a, b) => compare(a.rank, b.rank) || a.session.startedAt.localeCompare(b.session.startedAt) || a.session.sessionId.localeCompare(b.session.sessionId))
    .map(({ session }) => session);
}

function rankOf(session: Session, options: LiveOrderOptions): number[] {
  const lasting = session.incidents.filter(({ endedAt }) => endedAt === null);
  const gravest = (lasting.length > 0 ? lasting : session.incidents).map(({ severity }) => SEVERITIES.indexOf(severity));
  return [GROUPS.indexOf(liveGroup(session, options)), lasting.length > 0 ? 0 : 1, Math.min(SEVERITIES.length, ...gravest)];
}

function compare(a: readonly number[], b: readonly number[]): number {
  return a.map((value, index) => value - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

/** The order while somebody is using the tiles: each stays where it is, also one whose session has ended; what is new comes last. */
export function heldOrder(shown: readonly string[], wanted: readonly string[]): string[] {
  const known = new Set(shown);
  return [...shown, ...wanted.filter((id) => !known.has(id))];
}
