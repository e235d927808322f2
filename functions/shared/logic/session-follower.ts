import { isErased, type RecordedVerdict } from '../../../domain/erasure/redacted-verdict.ts';
import { advanceProgress, type CountedVerdict } from '../../../domain/incidents/advance-progress.ts';
import { isAdHoc } from '../../../domain/session.ts';
import type { Verdict } from '../../../domain/verdict.ts';
import { logger } from '../logger.ts';
import type { ChainStretch, SessionChain } from '../ports/session-chain.ts';
import type { SessionAdvance, SessionRecord, Sessions } from '../ports/sessions.ts';

/** Frames of one session that are recorded at once move it on one after the other; whoever is always late leaves it to the next. */
const MAX_ATTEMPTS = 3;

export interface SessionFollowerProps {
  sessions: Sessions;
  chain: SessionChain;
}

/** Keeps sessions where the chains of their verdicts are. Whatever ends it in between, the next one goes on from there. */
export class SessionFollower {
  readonly #props: SessionFollowerProps;

  constructor(props: SessionFollowerProps) {
    this.#props = props;
  }

  /**
   * Moves a session on by a verdict that has just been recorded. What fails is left to the next frame or reader: the verdict is on record.
   * @param seen the session before the verdict
   */
  async follow(seen: SessionRecord, verdict: Verdict): Promise<void> {
    const { sessionId } = seen;
    try {
      if (verdict.sequence === seen.progress.lastSequence + 1 && (await this.#props.sessions.advance(seen, advanceBy(seen, [verdict])))) return;
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
        const current = await this.#props.sessions.find(sessionId);
        if (current === null || current.state === 'ended' || current.progress.lastSequence >= verdict.sequence) return;
        await this.#step(current);
      }
    } catch (error) {
      logger.warn('Could not move the session on', { sessionId, sequence: verdict.sequence, errorName: error instanceof Error ? error.name : 'Error' });
    }
  }

  /**
   * The session where its chain is: ended, when the chain is sealed.
   * @param hasTime asked before each stretch of the chain but the first; when there is none left, the session is answered as far as it has come
   */
  async catchUp(seen: SessionRecord, hasTime: () => boolean): Promise<SessionRecord> {
    let session = seen;
    while (session.state === 'open') {
      const { session: moved, isThere } = await this.#step(session);
      if (moved === null) {
        const current = await this.#props.sessions.find(session.sessionId);
        if (current === null) return session;
        session = current;
      } else {
        session = moved;
        if (isThere) return session;
      }
      if (!hasTime()) return session;
    }
    return session;
  }

  /** Moves it on by one stretch of its chain; null when somebody else has been faster. */
  async #step(session: SessionRecord): Promise<{ session: SessionRecord | null; isThere: boolean }> {
    const { sessions, chain } = this.#props;
    const stretch = await chain.readAfter(session.sessionId, session.progress.lastSequence);
    const to = advanceBy(session, stretch.verdicts);
    if (stretch.seal !== null) return { session: await this.#end(session, to, stretch.seal), isThere: true };
    const isMoved = stretch.verdicts.length === 0 || (await sessions.advance(session, to));
    return { session: isMoved ? { ...session, ...to } : null, isThere: stretch.isLast };
  }

  async #end(session: SessionRecord, to: SessionAdvance, { endedAt, endReason }: NonNullable<ChainStretch['seal']>): Promise<SessionRecord | null> {
    const isEnded = await this.#props.sessions.end(session, { ...to, endedAt, endReason });
    return isEnded ? { ...session, ...to, endedAt, endReason, state: 'ended' } : null;
  }
}

function advanceBy(session: SessionRecord, verdicts: readonly RecordedVerdict[]): SessionAdvance {
  const last = verdicts.at(-1);
  return {
    progress: verdicts.map((verdict) => toCounted(session, verdict)).reduce((progress, verdict) => advanceProgress(progress, verdict, session), session.progress),
    lastVerdict: last === undefined ? session.lastVerdict : { verdictId: last.verdictId, sequence: last.sequence, decision: last.decision, receivedAt: last.receivedAt },
  };
}

/** Nobody has agreed to send ad-hoc frames without a pause: between them there are no gaps. */
function toCounted(session: SessionRecord, verdict: RecordedVerdict): CountedVerdict {
  // What is left of an erased verdict is its decision: no policy, whose rules would count it, and no picture, which is like no other then.
  if (isErased(verdict)) return { ...verdict, policy: { version: '' }, image: { sha256: verdict.hash } };
  if (!isAdHoc(session)) return verdict;
  const policy: CountedVerdict['policy'] = { ...verdict.policy };
  delete policy.maxGapMs;
  return { ...verdict, policy };
}
