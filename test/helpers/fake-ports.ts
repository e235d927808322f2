import type { Verdict } from '../../domain/verdict.ts';
import type { Claim, Closing, ExecutionPage, ExecutionRecord, Executions } from '../../functions/shared/ports/executions.ts';
import type { ImageStore } from '../../functions/shared/ports/image-store.ts';
import type { Sessions, SessionSummary } from '../../functions/shared/ports/sessions.ts';
import type { VerdictStore } from '../../functions/shared/ports/verdict-store.ts';
import type { StoredImage } from '../../functions/shared/ports/vision.ts';
import type { ExecutionResult, Workflow } from '../../functions/shared/ports/workflow.ts';

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

export class FakeSessions implements Sessions {
  readonly sessions: SessionSummary[] = [];

  find(sessionId: string): Promise<SessionSummary | null> {
    return Promise.resolve(this.sessions.find((session) => session.sessionId === sessionId) ?? null);
  }
}

export class FakeImageStore implements ImageStore {
  readonly images = new Map<string, Uint8Array>();

  put(key: string, bytes: Uint8Array): Promise<StoredImage> {
    this.images.set(key, bytes);
    return Promise.resolve({ bucket: 'frames', key });
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
