import { v4 } from 'uuid';
import { NotFoundError, UnavailableError } from '../../../domain/errors.ts';
import type { LegalHold } from '../../../domain/session.ts';
import type { HoldState, SessionHolds } from '../ports/session-holds.ts';
import type { Workflow } from '../ports/workflow.ts';

/** Somebody else's change came first, each time. */
const MAX_ATTEMPTS = 3;

export interface LegalHoldsProps {
  holds: SessionHolds;
  workflow: Workflow;
}

/** Sets and lifts legal holds: the session at once, all that belongs to it by a state machine. */
export class LegalHolds {
  readonly #props: LegalHoldsProps;

  constructor(props: LegalHoldsProps) {
    this.#props = props;
  }

  /** @throws NotFoundError */
  async find(sessionId: string): Promise<HoldState> {
    const state = await this.#props.holds.find(sessionId);
    if (state === null) throw new NotFoundError('There is no such session.');
    return state;
  }

  /**
   * Sets the hold, or lifts it with null. The same again goes on with what is not yet applied.
   * @throws NotFoundError
   */
  async change(sessionId: string, hold: LegalHold | null): Promise<HoldState> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const seen = await this.find(sessionId);
      if (seen.hold?.reason === hold?.reason) {
        if (!seen.isApplied) await this.#apply(seen.sessionId);
        return seen;
      }
      if (await this.#props.holds.change(seen, hold, v4())) {
        await this.#apply(sessionId);
        return this.find(sessionId);
      }
    }
    throw new UnavailableError('Somebody else is changing this hold. Please repeat the request.');
  }

  /** Two at once do no harm: see HoldApplication. */
  async #apply(sessionId: string): Promise<void> {
    await this.#props.workflow.start(v4(), { sessionId });
  }
}
