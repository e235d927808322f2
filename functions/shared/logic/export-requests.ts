import { sha256OfCanonicalJson } from '../../../domain/canonical-json.ts';
import type { Session } from '../../../domain/session.ts';
import type { ExportStore } from '../ports/export-store.ts';
import type { Reviews } from '../ports/reviews.ts';
import { reviewsOf } from './reviews-of.ts';
import type { ExportOptions, SessionExport } from './session-export.ts';

/** Lambda answers 6 MB at most, text in JSON's escapes. */
const MAX_INLINE_BYTES = 4_500_000;
/** More frames than this are not even tried at once: their histories alone take too long. */
const MAX_INLINE_VERDICTS = 300;
/** A writer has ended after fifteen minutes, whatever became of it. */
const STALE_CLAIM_MS = 16 * 60_000;
/** Until then the last events of a session may still be on their way into its log: what is exported before is not kept for longer. */
const SETTLED_AFTER_MS = 300_000;
const DIGEST_LENGTH = 32;

/** What the writer of a large export is told. */
export interface ExportOrder {
  session: Session;
  options: ExportOptions;
  key: string;
}

/** `edition` names the state of the session that is being exported: a session that goes on has another one a second later. */
export type ExportAnswer = { kind: 'inline'; text: string } | { kind: 'link'; url: string } | { kind: 'under-way'; edition: string };

export interface ExportRequestsProps {
  sessionExport: SessionExport;
  store: ExportStore;
  reviews: Reviews;
  /** Has somebody write it, without waiting for the end. */
  order: (order: ExportOrder) => Promise<void>;
  now: () => Date;
}

/** Answers an export at once when it is small, else where it lies as soon as it is written. */
export class ExportRequests {
  readonly #props: ExportRequestsProps;

  constructor(props: ExportRequestsProps) {
    this.#props = props;
  }

  /**
   * @param edition of the export that was ordered by an earlier request; null for whatever is there now
   * @param hasTime whether there is enough left to go on answering at once
   */
  async answer(session: Session, options: ExportOptions, edition: string | null, hasTime: () => boolean): Promise<ExportAnswer> {
    if (edition === null && session.counters.clear + session.counters.flagged + session.counters.inconclusive <= MAX_INLINE_VERDICTS) {
      const text = await this.#inline(session, options, hasTime);
      if (text !== null) return { kind: 'inline', text };
    }
    const ordered = edition === null ? null : await this.#find(session, options, edition);
    return ordered ?? this.#order(session, options);
  }

  /** Null when it is too large, or takes too long. */
  async #inline(session: Session, options: ExportOptions, hasTime: () => boolean): Promise<string | null> {
    const lines: string[] = [];
    let sizeBytes = 0;
    for await (const line of this.#props.sessionExport.lines(session, options)) {
      sizeBytes += Buffer.byteLength(JSON.stringify(line));
      if (sizeBytes > MAX_INLINE_BYTES || !hasTime()) return null;
      lines.push(line);
    }
    return lines.join('');
  }

  /** An export that was ordered; null when it is neither there nor under way: it has expired, or its writer failed. */
  async #find(session: Session, options: ExportOptions, edition: string): Promise<ExportAnswer | null> {
    const { store } = this.#props;
    const key = keyOf(session, options, edition);
    if (await store.exists(key)) return { kind: 'link', url: await store.link(key, fileNameOf(session.sessionId)) };
    return (await store.isClaimed(key, STALE_CLAIM_MS)) ? { kind: 'under-way', edition } : null;
  }

  async #order(session: Session, options: ExportOptions): Promise<ExportAnswer> {
    const { store, order } = this.#props;
    const edition = await this.#editionOf(session);
    const known = await this.#find(session, options, edition);
    if (known !== null) return known;
    const key = keyOf(session, options, edition);
    if (await store.claim(key, STALE_CLAIM_MS)) {
      try {
        await order({ session, options, key });
      } catch (error) {
        await store.release(key);
        throw error;
      }
    }
    return { kind: 'under-way', edition };
  }

  /** Follows from everything that may change in an export: what is asked for again unchanged is there already. */
  async #editionOf(session: Session): Promise<string> {
    const nowMs = this.#props.now().getTime();
    const lastMs = Date.parse(session.lastVerdict?.receivedAt ?? session.startedAt);
    const unsettled = nowMs - lastMs < SETTLED_AFTER_MS ? Math.floor(nowMs / SETTLED_AFTER_MS) : null;
    const reviews = (await reviewsOf(this.#props.reviews, session.sessionId)).map(({ verdictId, reviewedAt }) => [verdictId, reviewedAt]);
    return sha256OfCanonicalJson({ session, reviews, unsettled }).slice(0, DIGEST_LENGTH);
  }
}

/** An edition that was ordered for one audience is no other's. */
function keyOf({ sessionId }: Session, { frames, audience }: ExportOptions, edition: string): string {
  return `exports/${sessionId}/${audience}-${frames}-${edition}.ndjson`;
}

/** A name that every file system takes. */
export function fileNameOf(sessionId: string): string {
  return `invigil-${sessionId.replaceAll(/[^A-Za-z0-9._-]/g, '_')}.ndjson`;
}
