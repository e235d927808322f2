import { NO_COUNTS, NOT_ERASED, type Erasure, type ErasureCounts } from '../../../domain/erasure/erasure.ts';
import { RECORDS_PER_PART, type RedactedRecord } from '../../../domain/erasure/receipt.ts';
import { eraseMatch, eraseVerdict, hashRedacted, namesPerson, type RecordedVerdict, type RedactedVerdict } from '../../../domain/erasure/redacted-verdict.ts';
import type { ErasableSession, Erasures, PersonalRecords } from '../ports/erasures.ts';
import type { Receipts } from '../ports/receipts.ts';
import type { Signer } from '../ports/signer.ts';
import { mapAhead } from './map-ahead.ts';
import type { PersonRemoval } from './person-removal.ts';

const WRITES_AT_ONCE = 10;
const VERDICTS_PER_PAGE = 100;

/** What is done, in this order: who is registered first, so that nobody is recognised any more while the rest goes on. */
const PHASES = ['person', 'sessions', 'executions', 'matches', 'done'] as const;

/** How far an erasure has come; it travels through the state machine, and holds ids alone. */
export interface ErasurePosition {
  phase: (typeof PHASES)[number];
  /** Of the account that is being worked on. */
  subIndex: number;
  /** In a session that is being worked on. */
  session: { sessionId: string; afterSequence: number; part: number } | null;
  /** In the whole table of verdicts. */
  scanAfter: string | null;
  counts: ErasureCounts;
  heldSessions: string[];
}

export interface PersonErasureProps {
  erasures: Erasures;
  records: PersonalRecords;
  receipts: Receipts;
  removal: PersonRemoval;
  /** Brings a session to where its chain is, before its verdicts can no longer be counted. */
  catchUp: (sessionId: string) => Promise<void>;
  signer: Signer;
  now: () => Date;
}

/** Erases a person, step by step. A step that is repeated finds what the first attempt left, and does the rest. */
export class PersonErasure {
  readonly #props: PersonErasureProps;

  constructor(props: PersonErasureProps) {
    this.#props = props;
  }

  /** Goes on from a position as long as there is time, and answers where to go on; null when it is done, and its receipt is signed. */
  async proceed(erasureId: string, from: ErasurePosition | null, hasTime: () => boolean): Promise<ErasurePosition | null> {
    const erasure = await this.#props.erasures.find(erasureId);
    if (erasure?.state !== 'RUNNING') return null;
    let position: ErasurePosition = from ?? { phase: PHASES[0], subIndex: 0, session: null, scanAfter: null, counts: NO_COUNTS, heldSessions: [] };
    for (;;) {
      position = await this.#step(erasure, position);
      if (position.phase === 'done') {
        await this.#finish(erasure, position);
        return null;
      }
      if (!hasTime()) return position;
    }
  }

  async #step(erasure: Erasure, position: ErasurePosition): Promise<ErasurePosition> {
    switch (position.phase) {
      case 'person':
        return this.#removePerson(erasure, position);
      case 'sessions':
        return position.session === null ? this.#nextSession(erasure, position) : this.#redactPage(erasure, position, position.session);
      case 'executions':
        return this.#clearExecutions(erasure, position);
      case 'matches':
        return this.#redactMatches(erasure, position);
      case 'done':
        return position;
    }
  }

  async #removePerson({ subject: { externalImageId }, requestedBy }: Erasure, position: ErasurePosition): Promise<ErasurePosition> {
    const next: ErasurePosition = { ...position, phase: 'sessions' };
    if (externalImageId === null) return next;
    const { records, removal } = this.#props;
    const removed = await removal.remove(externalImageId, requestedBy);
    const { faces = 0, photos = 0, rows = 0 } = removed?.removed ?? {};
    return add(next, { faces, photos, personRows: rows, importRows: await records.clearImportRows(externalImageId), matchReports: await records.removeMatchReports(externalImageId) });
  }

  /** One that is under a hold is left as it is: the hold came after the erasure had been asked for. */
  async #nextSession({ subject }: Erasure, position: ErasurePosition): Promise<ErasurePosition> {
    const sub = subject.candidateSubs[position.subIndex];
    if (sub === undefined) return { ...position, phase: 'executions', subIndex: 0 };
    const sessions = await this.#props.records.sessionsOf(sub);
    const held = sessions.filter(({ isHeld }) => isHeld).map(({ sessionId }) => sessionId);
    const heldSessions = [...new Set([...position.heldSessions, ...held])];
    const session = sessions.find(({ isHeld }) => !isHeld);
    if (session === undefined) return { ...position, heldSessions, subIndex: position.subIndex + 1 };
    await this.#props.catchUp(session.sessionId);
    return { ...position, heldSessions, session: { sessionId: session.sessionId, afterSequence: 0, part: 1 } };
  }

  async #redactPage(erasure: Erasure, position: ErasurePosition, at: NonNullable<ErasurePosition['session']>): Promise<ErasurePosition> {
    const { records } = this.#props;
    const session = await records.findSession(at.sessionId);
    if (session === null || session.isHeld) return { ...position, session: null };
    const verdicts = await this.#readPart(at);
    const last = verdicts.at(-1);
    if (last === undefined) return this.#clearSession(erasure, position, session);
    const redacted = verdicts.map((verdict) => eraseVerdict(verdict, erasure.erasureId)).filter(({ erased }) => erased.erasureId === erasure.erasureId);
    const count = await this.#redact(erasure, at, redacted);
    return add({ ...position, session: { ...at, afterSequence: last.sequence, part: at.part + 1 } }, { verdicts: count });
  }

  async #readPart({ sessionId, afterSequence }: NonNullable<ErasurePosition['session']>): Promise<RecordedVerdict[]> {
    const verdicts: RecordedVerdict[] = [];
    while (verdicts.length < RECORDS_PER_PART) {
      const page = await this.#props.records.verdictsAfter(sessionId, verdicts.at(-1)?.sequence ?? afterSequence, VERDICTS_PER_PAGE);
      verdicts.push(...page);
      if (page.length === 0) break;
    }
    return verdicts;
  }

  /** Everything else of the session, and its row last: as long as that names the account, the session is found again. */
  async #clearSession({ erasureId }: Erasure, position: ErasurePosition, session: ErasableSession): Promise<ErasurePosition> {
    const { records } = this.#props;
    const { sessionId } = session;
    const counts = { sessions: 1, frames: await records.removeFrames(session), exports: await records.removeExports(sessionId), reviews: await records.clearReviews(sessionId) };
    await records.clearSession(session, erasureId);
    return add({ ...position, session: null }, counts);
  }

  async #clearExecutions({ subject, erasureId }: Erasure, position: ErasurePosition): Promise<ErasurePosition> {
    const sub = subject.candidateSubs[position.subIndex];
    // Those of a held session are evidence, too.
    if (sub === undefined || position.heldSessions.length > 0) return { ...position, phase: subject.externalImageId === null ? 'done' : 'matches' };
    await this.#props.records.removeAllowance(sub);
    return add({ ...position, subIndex: position.subIndex + 1 }, { executions: await this.#props.records.clearExecutions(sub, erasureId) });
  }

  async #redactMatches(erasure: Erasure, position: ErasurePosition): Promise<ErasurePosition> {
    const { records, receipts } = this.#props;
    const { externalImageId } = erasure.subject;
    if (externalImageId === null) return { ...position, phase: 'done' };
    const { items, next } = await records.scanMatches(externalImageId, position.scanAfter);
    let count = 0;
    const heldSessions = new Set(position.heldSessions);
    for (const [sessionId, verdicts] of Map.groupBy(items, (verdict) => verdict.sessionId)) {
      const session = await records.findSession(sessionId);
      if (session?.isHeld === true) {
        heldSessions.add(sessionId);
        continue;
      }
      const redacted = verdicts.filter((verdict) => namesPerson(verdict, externalImageId)).map((verdict) => eraseMatch(verdict, erasure.erasureId));
      const part = (await receipts.list(erasure.erasureId, sessionId)).length + 1;
      count += await this.#redact(erasure, { sessionId, part }, redacted);
    }
    return add({ ...position, heldSessions: [...heldSessions], scanAfter: next, phase: next === null ? 'done' : 'matches' }, { matches: count });
  }

  /** The signed receipt first: a redacted record without one would look like a forgery. */
  async #redact({ erasureId, requestedAt }: Erasure, { sessionId, part }: { sessionId: string; part: number }, verdicts: readonly RedactedVerdict[]): Promise<number> {
    if (verdicts.length === 0) return 0;
    const { receipts, records, signer } = this.#props;
    const receipt = { erasureId, sessionId, part, redactedAt: requestedAt, records: verdicts.map(toRecord) };
    await receipts.put({ receipt, signature: await signer.sign(receipt) });
    let count = 0;
    for await (const isThere of mapAhead(verdicts, WRITES_AT_ONCE, (verdict) => records.redact(verdict))) if (isThere) count += 1;
    return count;
  }

  async #finish({ erasureId, subject, requestedAt }: Erasure, { counts, heldSessions }: ErasurePosition): Promise<void> {
    const receipt = { erasureId, subject, requestedAt, finishedAt: this.#props.now().toISOString(), removed: counts, heldSessions, notErased: NOT_ERASED };
    await this.#props.erasures.finish(erasureId, receipt, await this.#props.signer.sign(receipt));
  }
}

function toRecord(verdict: RedactedVerdict): RedactedRecord {
  return { sequence: verdict.sequence, hash: verdict.hash, redactedHash: hashRedacted(verdict) };
}

function add(position: ErasurePosition, found: Partial<ErasureCounts>): ErasurePosition {
  const counts = { ...position.counts };
  for (const [name, count] of Object.entries(found)) counts[name as keyof ErasureCounts] += count;
  return { ...position, counts };
}
