import { sha256OfCanonicalJson } from '../../../domain/canonical-json.ts';
import { isErased, isRedacted, type RecordedVerdict } from '../../../domain/erasure/redacted-verdict.ts';
import { EXPORT_FORMAT, type Audience, type FrameOption, type FrameRecord, type ListedRecord } from '../../../domain/export/export-record.ts';
import { ExportWriter } from '../../../domain/export/export-writer.ts';
import type { HistoryEvent } from '../../../domain/history.ts';
import type { Seal, SealStatement, Session } from '../../../domain/session.ts';
import { toExecutionView } from '../execution-view.ts';
import type { ExecutionRecord, Executions } from '../ports/executions.ts';
import type { ImageStore } from '../ports/image-store.ts';
import type { Receipts } from '../ports/receipts.ts';
import type { Reviews } from '../ports/reviews.ts';
import type { SessionChain } from '../ports/session-chain.ts';
import type { SessionHistories } from '../ports/session-histories.ts';
import type { Signer } from '../ports/signer.ts';
import { mapAhead } from './map-ahead.ts';
import { reviewsOf } from './reviews-of.ts';

/** Histories and frames are read ahead: so many executions' in a step, so many frames at a time. */
const HISTORIES_PER_STEP = 24;
const FRAMES_AHEAD = 6;
const HISTORY_STEPS_AHEAD = 2;

export interface SessionExportProps {
  chain: SessionChain;
  reviews: Reviews;
  executions: Executions;
  histories: SessionHistories;
  receipts: Receipts;
  frames: ImageStore;
  signer: Signer;
  /** The ARN of the signer's key. */
  keyId: string;
  now: () => Date;
}

/** What to export of a session, and for whom. */
export interface ExportOptions {
  frames: FrameOption;
  audience: Audience;
}

/** What a frame's record is made of: of thousands of verdicts no more than this is kept. */
type FrameReference = Pick<FrameRecord, 'verdictId' | 'sequence' | 'key' | 'sha256'>;

/** Everything that is on record of a session, as the lines of an export. */
export class SessionExport {
  readonly #props: SessionExportProps;

  constructor(props: SessionExportProps) {
    this.#props = props;
  }

  /** @param session as it is to be shown, to its last verdict: what its reader may not see is not in it, and what has come since is not exported */
  async *lines(session: Session, options: ExportOptions): AsyncGenerator<string> {
    const { signer, keyId, now } = this.#props;
    const { sessionId } = session;
    const header = { record: 'header', format: EXPORT_FORMAT, sessionId, exportedAt: now().toISOString(), ...options, keyId, publicKey: await signer.publicKey() } as const;
    const writer = new ExportWriter(header);
    yield writer.line(header);
    for await (const record of this.#records(session, options)) yield writer.line(record);
    const manifest = writer.manifest();
    yield writer.lastLine(manifest, await signer.sign(manifest));
  }

  async *#records(session: Session, options: ExportOptions): AsyncGenerator<ListedRecord> {
    const { sessionId } = session;
    yield { record: 'session', session };
    for (const incident of session.incidents) yield { record: 'incident', incident };

    const frames: FrameReference[] = [];
    const verdictIds = new Set<string>();
    const erasureIds = new Set<string>();
    let count = 0;
    let head: string | null = null;
    for await (const verdict of this.#verdicts(session)) {
      yield { record: 'verdict', verdict };
      count += 1;
      head = verdict.hash;
      verdictIds.add(verdict.verdictId);
      if (isRedacted(verdict)) erasureIds.add(verdict.erased.erasureId);
      if (!isErased(verdict)) frames.push({ verdictId: verdict.verdictId, sequence: verdict.sequence, key: verdict.image.key, sha256: verdict.image.sha256 });
    }
    for (const erasureId of erasureIds) for (const receipt of await this.#props.receipts.list(erasureId, sessionId)) yield { record: 'receipt', ...receipt };
    if (options.audience === 'auditor') for (const review of await reviewsOf(this.#props.reviews, sessionId)) yield { record: 'review', review };
    yield* this.#executions(session, verdictIds, options);
    yield* this.#frames(frames, options.frames === 'cited' ? citedBy(session) : options.frames);
    yield { record: 'seal', seal: session.seal ?? (await this.#seal({ sessionId, count, head })) };
  }

  async *#verdicts({ sessionId, lastVerdict }: Session): AsyncGenerator<RecordedVerdict> {
    const lastSequence = lastVerdict?.sequence ?? 0;
    for (let sequence = 0; sequence < lastSequence; ) {
      const { verdicts } = await this.#props.chain.readAfter(sessionId, sequence);
      yield* verdicts.filter((verdict) => verdict.sequence <= lastSequence);
      // Nothing more, where there should be: the seal says so.
      if (verdicts.length === 0) return;
      sequence = verdicts.at(-1)?.sequence ?? lastSequence;
    }
  }

  async *#executions({ sessionId }: Session, verdictIds: ReadonlySet<string>, { audience }: ExportOptions): AsyncGenerator<ListedRecord> {
    const executions = await this.#listExecutions(sessionId, verdictIds);
    const steps = Array.from({ length: Math.ceil(executions.length / HISTORIES_PER_STEP) }, (_, step) => executions.slice(step * HISTORIES_PER_STEP, (step + 1) * HISTORIES_PER_STEP));
    const read = async (step: ExecutionRecord[]) => ({ step, histories: audience === 'auditor' ? await this.#props.histories.readAll(step) : new Map<string, HistoryEvent[]>() });
    for await (const { step, histories } of mapAhead(steps, HISTORY_STEPS_AHEAD, read)) {
      for (const record of step) {
        const execution = toExecutionView(record);
        const history = histories.get(record.executionName) ?? null;
        yield { record: 'execution', execution: { ...execution }, history, historySha256: history === null ? null : sha256OfCanonicalJson({ execution: execution.name, history }) };
      }
    }
  }

  /** By their start. The index may lack one that began a moment ago: what has a verdict is looked up by its name. */
  async #listExecutions(sessionId: string, verdictIds: ReadonlySet<string>): Promise<ExecutionRecord[]> {
    const { executions } = this.#props;
    const found = new Map<string, ExecutionRecord>();
    const filter = { machines: null, status: null, decision: null, sessionId, owners: null, from: null, to: null };
    for (let page = await executions.list(filter, null); ; page = await executions.list(filter, page.nextCursor)) {
      for (const execution of page.items) found.set(execution.executionName, execution);
      if (page.nextCursor === null) break;
    }
    const missing = [...verdictIds].filter((verdictId) => !found.has(verdictId));
    for await (const execution of mapAhead(missing, FRAMES_AHEAD, (verdictId) => executions.find(verdictId))) if (execution !== null) found.set(execution.executionName, execution);
    return [...found.values()].sort((a, b) => (a.startDate < b.startDate ? -1 : Number(a.startDate > b.startDate)));
  }

  async *#frames(frames: readonly FrameReference[], wanted: ReadonlySet<string> | 'none' | 'all'): AsyncGenerator<FrameRecord> {
    const read = async (frame: FrameReference): Promise<FrameRecord> => {
      const isWanted = wanted === 'all' || (wanted !== 'none' && wanted.has(frame.verdictId));
      if (!isWanted) return { record: 'frame', ...frame, state: 'left-out', bytes: null };
      const bytes = await this.#props.frames.get(frame.key);
      return bytes === null ? { record: 'frame', ...frame, state: 'absent', bytes: null } : { record: 'frame', ...frame, state: 'included', bytes: Buffer.from(bytes).toString('base64') };
    };
    yield* mapAhead(frames, FRAMES_AHEAD, read);
  }

  async #seal(statement: SealStatement): Promise<Seal> {
    return { ...statement, signedAt: this.#props.now().toISOString(), signature: await this.#props.signer.sign(statement) };
  }
}

function citedBy({ incidents }: Session): ReadonlySet<string> {
  return new Set(incidents.flatMap((incident) => incident.frames.map(({ verdictId }) => verdictId)));
}
