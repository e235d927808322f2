import type { ChainSeal } from '../../../domain/chain.ts';
import { UnavailableError } from '../../../domain/errors.ts';
import type { EndReason, SealStatement } from '../../../domain/session.ts';
import type { SessionChain } from '../ports/session-chain.ts';
import type { SessionRecord, Sessions } from '../ports/sessions.ts';
import type { Signer } from '../ports/signer.ts';
import type { SessionFollower } from './session-follower.ts';

/** Each round is lost to a frame that was recorded first; a candidate's page sends one at a time. */
const MAX_ROUNDS = 50;

export interface SessionEndingsProps {
  sessions: Sessions;
  chain: SessionChain;
  follower: SessionFollower;
  signer: Signer;
  now: () => Date;
}

/**
 * Ends sessions: closes the chain with a seal, takes the session to its end, signs what stands there. Whatever stops it between two of these steps,
 * ending it again goes on from there.
 */
export class SessionEndings {
  readonly #props: SessionEndingsProps;

  constructor(props: SessionEndingsProps) {
    this.#props = props;
  }

  /**
   * Ends a session, and answers it ended and signed; one that is so already as it is.
   * @param endedAt ISO 8601 UTC; now unless given. The seal that stands in the chain already has the say.
   * @throws UnavailableError when it is not over within the time: end it again
   */
  async end(session: SessionRecord, { endReason, endedAt = this.#props.now().toISOString() }: { endReason: EndReason; endedAt?: string }, hasTime: () => boolean): Promise<SessionRecord> {
    if (session.seal !== null) return session;
    const seal = await this.#seal(session, endReason, endedAt);
    const ended = await this.#props.follower.catchUp(session, hasTime);
    if (ended.state === 'open') throw notYet();
    return this.#sign(ended, seal);
  }

  /** The seal at the end of the chain: the one that stands there, or a new one behind the last verdict. */
  async #seal({ sessionId, expiresAt }: SessionRecord, endReason: EndReason, endedAt: string): Promise<ChainSeal> {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const last = await this.#props.chain.last(sessionId);
      if (last !== null && last.seal !== null) return last.seal;
      const count = last?.verdict.sequence ?? 0;
      const seal: ChainSeal = { sessionId, sequence: count + 1, recordType: 'seal', count, head: last?.verdict.hash ?? null, endedAt, endReason };
      if (await this.#props.chain.seal(seal, expiresAt)) return seal;
    }
    throw notYet();
  }

  async #sign(session: SessionRecord, { sessionId, count, head }: ChainSeal): Promise<SessionRecord> {
    if (session.seal !== null) return session;
    const statement: SealStatement = { sessionId, count, head };
    const seal = { ...statement, signedAt: this.#props.now().toISOString(), signature: await this.#props.signer.sign(statement) };
    if (await this.#props.sessions.finish(sessionId, seal)) return { ...session, seal };
    const signed = await this.#props.sessions.find(sessionId);
    if (signed === null) throw notYet();
    return signed;
  }
}

function notYet(): UnavailableError {
  return new UnavailableError('The session is still being ended. Please repeat the request.');
}
