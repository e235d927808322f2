import type { ChainSeal } from '../../domain/chain.ts';
import type { RecordedVerdict } from '../../domain/erasure/redacted-verdict.ts';
import { startProgress } from '../../domain/incidents/session-progress.ts';
import type { Seal } from '../../domain/session.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { takeFrame, type Pace } from '../../domain/pace.ts';
import type { Allowances, SeenAllowance } from '../../functions/shared/ports/allowances.ts';
import type { Claim, Closing, ExecutionPage, ExecutionRecord, Executions } from '../../functions/shared/ports/executions.ts';
import type { ImageStore } from '../../functions/shared/ports/image-store.ts';
import type { ChainLink, ChainStretch, SessionChain } from '../../functions/shared/ports/session-chain.ts';
import type { NewSession, SessionRecord, Sessions } from '../../functions/shared/ports/sessions.ts';
import type { VerdictStore } from '../../functions/shared/ports/verdict-store.ts';
import type { StoredImage } from '../../functions/shared/ports/vision.ts';
import { sessionExpiryOf } from '../../functions/shared/retention.ts';
import type { ExecutionResult, Workflow } from '../../functions/shared/ports/workflow.ts';

/** As the stack has it. */
const RETENTION_DAYS = 180;

export class FakeExecutions implements Executions {
  readonly records = new Map<string, ExecutionRecord>();

  claim(claim: Claim): Promise<boolean> {
    if (this.records.has(claim.executionName)) return Promise.resolve(false);
    this.records.set(claim.executionName, open(claim));
    return Promise.resolve(true);
  }

  find(executionName: string): Promise<ExecutionRecord | null> {
    return Promise.resolve(this.records.get(executionName) ?? null);
  }

  reclaim(seen: ExecutionRecord, claim: Claim): Promise<boolean> {
    if (this.records.get(claim.executionName)?.claimId !== seen.claimId) return Promise.resolve(false);
    this.records.set(claim.executionName, open(claim));
    return Promise.resolve(true);
  }

  list(): Promise<ExecutionPage> {
    return Promise.resolve({ items: [...this.records.values()], nextCursor: null });
  }

  close({ executionName, claimId }: Pick<Claim, 'executionName' | 'claimId'>, closing: Closing): Promise<void> {
    const record = this.records.get(executionName);
    if (record?.claimId === claimId) this.records.set(executionName, { ...record, ...closing });
    return Promise.resolve();
  }
}

function open(claim: Claim): ExecutionRecord {
  return { executionArn: null, ...claim, status: 'RUNNING', stopDate: null, error: null, sequence: null, decision: null };
}

/** Buckets in memory: nobody is ever faster between a look and a change. */
export class FakeAllowances implements Allowances {
  readonly buckets = new Map<string, SeenAllowance>();

  find(sub: string): Promise<SeenAllowance | null> {
    return Promise.resolve(this.buckets.get(sub) ?? null);
  }

  take(sub: string, _seen: SeenAllowance | null, pace: Pace, nowMs: number): Promise<number> {
    const current = this.buckets.get(sub) ?? null;
    const taken = takeFrame(current, nowMs, pace);
    if ('waitMs' in taken) return Promise.resolve(taken.waitMs);
    this.buckets.set(sub, { ...taken.left, revision: (current?.revision ?? 0) + 1 });
    return Promise.resolve(0);
  }
}

export class FakeVerdictStore implements VerdictStore {
  readonly verdicts: Verdict[] = [];

  get(sessionId: string, sequence: number): Promise<Verdict | null> {
    return Promise.resolve(this.verdicts.find((verdict) => verdict.sessionId === sessionId && verdict.sequence === sequence) ?? null);
  }

  findRecent(sessionId: string, verdictId: string): Promise<Verdict | null> {
    return Promise.resolve(this.verdicts.find((verdict) => verdict.sessionId === sessionId && verdict.verdictId === verdictId) ?? null);
  }

  findById(verdictId: string): Promise<Verdict | null> {
    return Promise.resolve(this.verdicts.find((verdict) => verdict.verdictId === verdictId) ?? null);
  }
}

/** The chain of the verdicts that a store holds, with the seals behind them. */
export class FakeSessionChain implements SessionChain {
  readonly seals: ChainSeal[] = [];
  readonly #store: FakeVerdictStore;

  constructor(store: FakeVerdictStore) {
    this.#store = store;
  }

  async last(sessionId: string): Promise<ChainLink | null> {
    const { verdicts, seal } = await this.readAfter(sessionId, 0);
    if (seal !== null) return { verdict: null, seal };
    const verdict = verdicts.at(-1);
    return verdict === undefined ? null : { verdict, seal: null };
  }

  readAfter(sessionId: string, sequence: number): Promise<ChainStretch> {
    const verdicts = this.#store.verdicts.filter((verdict) => verdict.sessionId === sessionId && verdict.sequence > sequence).sort((a, b) => a.sequence - b.sequence);
    return Promise.resolve({ verdicts, seal: this.seals.find((seal) => seal.sessionId === sessionId) ?? null, isLast: true });
  }

  async seal(seal: ChainSeal): Promise<boolean> {
    if ((await this.#store.get(seal.sessionId, seal.sequence)) !== null || this.seals.some(({ sessionId }) => sessionId === seal.sessionId)) return false;
    this.seals.push(seal);
    return true;
  }

  async list(sessionId: string): Promise<{ items: RecordedVerdict[]; nextCursor: string | null }> {
    return { items: (await this.readAfter(sessionId, 0)).verdicts, nextCursor: null };
  }
}

export class FakeSessions implements Sessions {
  readonly records = new Map<string, SessionRecord>();

  find(sessionId: string): Promise<SessionRecord | null> {
    return Promise.resolve(this.records.get(sessionId) ?? null);
  }

  create(session: NewSession): Promise<boolean> {
    if (this.records.has(session.sessionId)) return Promise.resolve(false);
    this.records.set(session.sessionId, { ...session, state: 'open', endedAt: null, endReason: null, progress: startProgress(), lastVerdict: null, seal: null, legalHold: null, note: null, expiresAt: sessionExpiryOf(session.startedAt, RETENTION_DAYS) });
    return Promise.resolve(true);
  }

  advance(seen: SessionRecord, to: Partial<SessionRecord>): Promise<boolean> {
    const record = this.records.get(seen.sessionId);
    if (record?.state !== 'open' || record.progress.lastSequence !== seen.progress.lastSequence) return Promise.resolve(false);
    this.records.set(seen.sessionId, { ...record, ...to });
    return Promise.resolve(true);
  }

  end(seen: SessionRecord, to: Partial<SessionRecord>): Promise<boolean> {
    return this.advance(seen, { ...to, state: 'ended' });
  }

  finish(sessionId: string, seal: Seal): Promise<boolean> {
    const record = this.records.get(sessionId);
    if (record?.seal !== null) return Promise.resolve(false);
    this.records.set(sessionId, { ...record, seal });
    return Promise.resolve(true);
  }

  writeNote(sessionId: string, candidateSub: string, note: SessionRecord['note']): Promise<boolean> {
    const record = this.records.get(sessionId);
    if (record?.candidate.sub !== candidateSub) return Promise.resolve(false);
    this.records.set(sessionId, { ...record, note });
    return Promise.resolve(true);
  }

  list(): Promise<{ items: SessionRecord[]; nextCursor: string | null }> {
    return Promise.resolve({ items: [...this.records.values()], nextCursor: null });
  }

  async *unfinished(): AsyncIterable<SessionRecord> {
    yield* await Promise.resolve([...this.records.values()].filter(({ seal }) => seal === null));
  }
}

export class FakeImageStore implements ImageStore {
  readonly images = new Map<string, Uint8Array>();
  readonly tags = new Map<string, Readonly<Record<string, string>>>();

  put(key: string, bytes: Uint8Array, _contentType: string, tags: Readonly<Record<string, string>> = {}): Promise<StoredImage> {
    this.images.set(key, bytes);
    this.tags.set(key, tags);
    return Promise.resolve({ bucket: 'frames', key });
  }

  restore(key: string, bytes: Uint8Array): Promise<void> {
    if (!this.images.has(key)) this.images.set(key, bytes);
    return Promise.resolve();
  }

  get(key: string): Promise<Uint8Array | null> {
    return Promise.resolve(this.images.get(key) ?? null);
  }

  remove(key: string): Promise<void> {
    this.images.delete(key);
    return Promise.resolve();
  }
}

/** Ends each execution as the test says. */
export class FakeWorkflow implements Workflow {
  readonly inputs: unknown[] = [];
  readonly #end: (input: never) => Promise<Partial<ExecutionResult>>;

  constructor(end: (input: never) => Promise<Partial<ExecutionResult>>) {
    this.#end = end;
  }

  async runSync(name: string, input: unknown): Promise<ExecutionResult> {
    this.inputs.push(input);
    return { status: 'SUCCEEDED', executionArn: `arn:${name}`, output: null, error: null, cause: null, ...(await this.#end(input as never)) };
  }

  arnOf(name: string): string {
    return `arn:${name}`;
  }

  async start(_name: string, input: unknown): Promise<void> {
    await this.#end(input as never);
    this.inputs.push(input);
  }

  async result(executionArn: string): Promise<ExecutionResult | 'RUNNING' | null> {
    return { status: 'SUCCEEDED', executionArn, output: '{}', error: null, cause: null, ...(await this.#end(this.inputs.at(-1) as never)) };
  }
}
