import { z } from 'zod';
import { NotFoundError } from '../../../domain/errors.ts';
import type { Policy } from '../../../domain/policy.ts';
import { SessionReplay, type PreviewedSession } from '../../../domain/preview/session-replay.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { SessionChain } from '../ports/session-chain.ts';
import type { SessionRecord, Sessions } from '../ports/sessions.ts';

/** Kept back for the read that is under way, with its repetitions, and to answer in. */
const ANSWER_RESERVE_MS = 8_000;

/** A page ends with the session that makes it as large; each is 220 KB at most, and a function may answer 6 MB. */
const PAGE_LENGTH = 1_000_000;

/** A cursor holds the ids of the sessions to come: there are no more than a request can name. */
const PositionSchema = z.object({ sessionIds: z.array(z.string().max(128)).max(50) });

export interface PreviewPage {
  items: PreviewedSession[];
  nextCursor: string | null;
}

/** Which sessions to replay: these, or the last ones that began. */
export type PreviewedSessions = { sessionIds: readonly string[] } | { lastSessions: number };

/** What a policy that is not in force would have made of sessions that are on record. Nothing is kept of it. */
export class PolicyPreview {
  readonly #sessions: Pick<Sessions, 'find' | 'list'>;
  readonly #chain: Pick<SessionChain, 'readAfter'>;
  readonly #now: () => Date;

  constructor({ sessions, chain, now }: { sessions: Pick<Sessions, 'find' | 'list'>; chain: Pick<SessionChain, 'readAfter'>; now: () => Date }) {
    this.#sessions = sessions;
    this.#chain = chain;
    this.#now = now;
  }

  /**
   * As many sessions as there is time for, one at least, in their order. One that is too long for that is replayed from its beginning as far as
   * there is time, and says so.
   * @param remainingMs how long the function has left
   * @throws NotFoundError when one of the sessions named does not exist
   */
  async run(policy: Policy, wanted: PreviewedSessions, cursor: string | null, remainingMs: () => number): Promise<PreviewPage> {
    const scope = { list: 'preview', version: policy.version };
    let sessionIds = cursor === null ? await this.#sessionIdsOf(wanted) : readCursor(cursor, PositionSchema, scope).sessionIds;
    const items: PreviewedSession[] = [];
    let length = 0;
    const hasTime = (): boolean => remainingMs() > ANSWER_RESERVE_MS;
    while (sessionIds.length > 0 && (items.length === 0 || (hasTime() && length < PAGE_LENGTH))) {
      const [sessionId = '', ...others] = sessionIds;
      sessionIds = others;
      const session = await this.#sessions.find(sessionId);
      // Erased or expired since its page before.
      if (session === null) continue;
      const item = await this.#replay(session, policy, hasTime);
      items.push(item);
      length += JSON.stringify(item).length;
    }
    return { items, nextCursor: sessionIds.length === 0 ? null : writeCursor({ sessionIds }, scope) };
  }

  async #replay(session: SessionRecord, policy: Policy, hasTime: () => boolean): Promise<PreviewedSession> {
    const replay = new SessionReplay(session, policy);
    let sequence = 0;
    for (;;) {
      const { verdicts, seal, isLast } = await this.#chain.readAfter(session.sessionId, sequence);
      for (const verdict of verdicts) replay.add(verdict);
      sequence = verdicts.at(-1)?.sequence ?? sequence;
      const isWhole = isLast || seal !== null;
      if (isWhole || !hasTime()) return replay.end({ now: this.#now().toISOString(), truncated: !isWhole });
    }
  }

  async #sessionIdsOf(wanted: PreviewedSessions): Promise<string[]> {
    if ('sessionIds' in wanted) {
      for (const [index, sessionId] of wanted.sessionIds.entries()) {
        if ((await this.#sessions.find(sessionId)) === null) throw new NotFoundError('There is no such session.', { field: `sessionIds.${String(index)}` });
      }
      return [...wanted.sessionIds];
    }
    const sessionIds: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: SessionRecord[]; nextCursor: string | null } = await this.#sessions.list({ from: null, to: null, state: null, decision: null, person: null }, cursor);
      sessionIds.push(...page.items.map((session) => session.sessionId));
      cursor = page.nextCursor;
    } while (cursor !== null && sessionIds.length < wanted.lastSessions);
    return sessionIds.slice(0, wanted.lastSessions);
  }
}
