import { EVIDENCE_KINDS, type EvidenceKind, type HoldState, type SessionEvidence, type SessionHolds } from '../ports/session-holds.ts';
import { mapAhead } from './map-ahead.ts';

const WRITES_AT_ONCE = 10;
/** What was on its way when the session was held, released or ended has been recorded by then, or never will be. */
const IN_FLIGHT_SECONDS = 30;

/** How far a hold has been applied. */
export interface HoldPosition {
  /** Of the change that is being applied: after another one it begins anew. */
  changeId: string | null;
  kind: EvidenceKind;
  /** Null is the beginning of the kind. */
  after: string | null;
  /** Whether nothing can have been on its way when this pass over everything began. */
  isLastPass: boolean;
}

export interface HoldApplicationProps {
  holds: SessionHolds;
  evidence: SessionEvidence;
  now: () => Date;
}

/**
 * Brings everything that belongs to a session to whether it is held, page by page. What is to be done is not told but read from the session, before and
 * after each page; when it has changed, all begins anew. So two applications at once, one of a hold and one of its release, end alike whoever is slower.
 *
 * A frame that read the session before the change is recorded as it was then. Unless the session was over long before, all is therefore gone through
 * once more, when that frame has come to its end. That is decided when the first pass begins: the session may be ended while it lasts.
 */
export class HoldApplication {
  readonly #props: HoldApplicationProps;

  constructor(props: HoldApplicationProps) {
    this.#props = props;
  }

  /** Goes on from a position as long as there is time, and answers where to go on, and after how long a wait; null when it is done. */
  async apply(sessionId: string, from: HoldPosition | null, hasTime: () => boolean): Promise<{ position: HoldPosition | null; waitSeconds: number }> {
    let position = from;
    for (;;) {
      const session = await this.#props.holds.find(sessionId);
      // Gone with its retention, or erased.
      if (session === null) return { position: null, waitSeconds: 0 };
      const { changeId } = session;
      if (position?.changeId !== changeId) position = { changeId, kind: EVIDENCE_KINDS[0], after: null, isLastPass: this.#isLongOver(session) };
      const next = await this.#applyPage(session, position);
      const isUnchanged = (await this.#props.holds.find(sessionId))?.changeId === changeId;
      if (next !== null) position = next;
      else if (isUnchanged) return this.#endOfPass(session, position);
      if (!hasTime()) return { position, waitSeconds: 0 };
    }
  }

  #isLongOver({ endedAt }: HoldState): boolean {
    return endedAt !== null && this.#props.now().getTime() - Date.parse(endedAt) > IN_FLIGHT_SECONDS * 1_000;
  }

  async #endOfPass({ sessionId, changeId }: HoldState, { isLastPass }: HoldPosition): Promise<{ position: HoldPosition | null; waitSeconds: number }> {
    if (!isLastPass) return { position: { changeId, kind: EVIDENCE_KINDS[0], after: null, isLastPass: true }, waitSeconds: IN_FLIGHT_SECONDS };
    if (changeId !== null) await this.#props.holds.markApplied(sessionId, changeId);
    return { position: null, waitSeconds: 0 };
  }

  async #applyPage(session: HoldState, { kind, after, ...pass }: HoldPosition): Promise<HoldPosition | null> {
    const { items, next } = await this.#props.evidence.page(session, kind, after);
    const writes = mapAhead(items, WRITES_AT_ONCE, (item) => this.#props.evidence.setExpiry(item, session.hold === null ? session.expiresAt : null));
    while (!(await writes.next()).done);
    if (next !== null) return { ...pass, kind, after: next };
    const nextKind = EVIDENCE_KINDS[EVIDENCE_KINDS.indexOf(kind) + 1];
    return nextKind === undefined ? null : { ...pass, kind: nextKind, after: null };
  }
}
