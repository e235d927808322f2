import { isAdHoc, type EndReason } from '../../../domain/session.ts';
import { logger } from '../logger.ts';
import type { SessionChain } from '../ports/session-chain.ts';
import type { SessionRecord, Sessions, UnfinishedSession } from '../ports/sessions.ts';
import type { SessionEndings } from './session-endings.ts';

const MS_PER_DAY = 86_400_000;
/** An exam's session without a frame for so long has been left. */
const ABANDONED_AFTER_MS = MS_PER_DAY;
/** A frame that was received at the end of a day is recorded within half a minute. */
const DAY_OVER_MARGIN_MS = 300_000;

export interface IdleSessionsProps {
  sessions: Sessions;
  chain: SessionChain;
  endings: SessionEndings;
  now: () => Date;
}

/** Ends what nobody ends: ad-hoc sessions whose day is over, exams' sessions that were left; and finishes what was left half ended. */
export class IdleSessions {
  readonly #props: IdleSessionsProps;

  constructor(props: IdleSessionsProps) {
    this.#props = props;
  }

  /**
   * Ends them, the oldest first. One that cannot be ended stops none of the others, and is tried again the next time.
   * @param hasTime asked before each session; what is left when there is none is the next time's
   * @returns how many were ended, and how many could not be
   */
  async end(hasTime: () => boolean): Promise<{ ended: number; failed: number }> {
    const counts = { ended: 0, failed: 0 };
    for await (const unfinished of this.#props.sessions.unfinished()) {
      if (!hasTime()) break;
      try {
        if (await this.#endIfIdle(unfinished, hasTime)) counts.ended += 1;
      } catch (error) {
        counts.failed += 1;
        logger.warn('Could not end a session', { sessionId: unfinished.sessionId, errorName: error instanceof Error ? error.name : 'Error' });
      }
    }
    return counts;
  }

  async #endIfIdle({ sessionId, startedAt, state }: UnfinishedSession, hasTime: () => boolean): Promise<boolean> {
    // Young ones cannot be idle: they are told by the index alone, for there may be many.
    if (state === 'open' && this.#ageMs(startedAt) < DAY_OVER_MARGIN_MS) return false;
    const session = await this.#props.sessions.find(sessionId);
    const ending = session && (await this.#endingOf(session));
    if (!session || !ending) return false;
    await this.#props.endings.end(session, ending, hasTime);
    return true;
  }

  async #endingOf(session: SessionRecord): Promise<{ endReason: EndReason; endedAt?: string } | null> {
    // The seal in its chain says when and why it ended.
    if (session.state === 'ended') return { endReason: session.endReason ?? 'ABANDONED' };
    if (isAdHoc(session)) {
      const endedAt = endOfDay(session.startedAt);
      return this.#ageMs(endedAt) > DAY_OVER_MARGIN_MS ? { endReason: 'DAY_OVER', endedAt } : null;
    }
    if (this.#ageMs(session.lastVerdict?.receivedAt ?? session.startedAt) < ABANDONED_AFTER_MS) return null;
    // The session may be behind its chain.
    const last = await this.#props.chain.last(session.sessionId);
    const isLeft = this.#ageMs(last?.verdict?.receivedAt ?? session.startedAt) >= ABANDONED_AFTER_MS;
    return isLeft || last?.seal ? { endReason: 'ABANDONED' } : null;
  }

  #ageMs(time: string): number {
    return this.#props.now().getTime() - Date.parse(time);
  }
}

/** The midnight (UTC) that ends the day of a time. */
function endOfDay(time: string): string {
  const ms = Date.parse(time);
  return new Date(ms - (ms % MS_PER_DAY) + MS_PER_DAY).toISOString();
}
