import { EVIDENCE_KINDS, type EvidenceKind, type HoldState, type SessionEvidence, type SessionHolds } from '../ports/session-holds.ts';
import { mapAhead } from './map-ahead.ts';

const WRITES_AT_ONCE = 10;
/** A frame that was on its way when the session was held, or released, has been recorded by then. */
const IN_FLIGHT_SECONDS = 30;

/** How far a hold has been applied. */
export interface HoldPosition {
  /** Of the change that is being applied: after another one it begins anew. */
  changeId: string | null;
  kind: EvidenceKind;
  /** Null is the beginning of the kind. */
  after: string | null;
  /** The second time over an open session: for what was on its way the first time. */
  isSecondPass: boolean;
}

export interface HoldApplicationProps {
  holds: SessionHolds;
  evidence: SessionEvidence;
}

/**
 * Brings everything that belongs to a session to whether it is held, page by page. What is to be done is not told but read from the session, before and
 * after each page; when it has changed, all begins anew. So two applications at once, one of a hold and one of its release, end alike whoever is slower.
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
      if (position?.changeId !== changeId) position = { changeId, kind: EVIDENCE_KINDS[0], after: null, isSecondPass: false };
      const next = await this.#applyPage(session, position);
      const isUnchanged = (await this.#props.holds.find(sessionId))?.changeId === changeId;
      if (next !== null) position = next;
      else if (isUnchanged) return this.#endOfPass(session, position);
      if (!hasTime()) return { position, waitSeconds: 0 };
    }
  }

  async #endOfPass({ sessionId, endedAt, changeId }: HoldState, { isSecondPass }: HoldPosition): Promise<{ position: HoldPosition | null; waitSeconds: number }> {
    if (endedAt === null && !isSecondPass) return { position: { changeId, kind: EVIDENCE_KINDS[0], after: null, isSecondPass: true }, waitSeconds: IN_FLIGHT_SECONDS };
    if (changeId !== null) await this.#props.holds.markApplied(sessionId, changeId);
    return { position: null, waitSeconds: 0 };
  }

  async #applyPage(session: HoldState, { kind, after, ...pass }: HoldPosition): Promise<HoldPosition | null> {
    const { items, next } = await this.#props.evidence.page(session, kind, after);
    const writes = mapAhead(items, WRITES_AT_ONCE, (item) => this.#props.evidence.setHeld(item, session.hold !== null));
    while (!(await writes.next()).done);
    if (next !== null) return { ...pass, kind, after: next };
    const nextKind = EVIDENCE_KINDS[EVIDENCE_KINDS.indexOf(kind) + 1];
    return nextKind === undefined ? null : { ...pass, kind: nextKind, after: null };
  }
}
