import { setTimeout as delay } from 'node:timers/promises';
import { IdempotencyKeyReusedError, UnavailableError } from '../../../domain/errors.ts';
import { adHocSessionId } from '../../../domain/session.ts';
import type { Verdict } from '../../../domain/verdict.ts';
import { logger } from '../logger.ts';
import type { Claim, ExecutionRecord, Executions } from '../ports/executions.ts';
import type { VerdictStore } from '../ports/verdict-store.ts';

/** A claim older than this has neither a starter nor an execution any more: see EXECUTION_RESERVE_MS. */
const STALE_CLAIM_MS = 30_000;
/** verify-frame ends after 20 s. With less left it is not started: who asks then asks again, and a claim is over when it is stale. */
export const EXECUTION_RESERVE_MS = 20_500;
const POLL_INTERVAL_MS = 100;
const POLLS_PER_SEARCH = 20;
/** Kept back from the function's time-out to answer in. */
const ANSWER_RESERVE_MS = 2_000;

/** Which execution is whose. */
type ClaimName = Pick<Claim, 'executionName' | 'machine' | 'claimId'>;

export interface FrameClaimsProps {
  executions: Executions;
  verdicts: VerdictStore;
  now: () => Date;
}

/** Sees to it that a frame is verified once, and that whoever asks for it again gets what is on record. */
export class FrameClaims {
  readonly #props: FrameClaimsProps;

  constructor(props: FrameClaimsProps) {
    this.#props = props;
  }

  /**
   * The verdict that is on record under this name already, or the claim once it is ours to execute.
   * @throws IdempotencyKeyReusedError, UnavailableError
   */
  async claimOrFind(wanted: Claim, remainingMs: () => number): Promise<{ verdict: Verdict } | { claim: Claim }> {
    const { executions, now } = this.#props;
    if (await executions.claim(wanted)) return { claim: wanted };
    return this.#whileUnderWay(wanted, remainingMs, async (seen) => {
      const claim = { ...wanted, startDate: now().toISOString() };
      return remainingMs() > EXECUTION_RESERVE_MS && (await executions.reclaim(seen, claim)) ? { claim } : null;
    });
  }

  /**
   * The verdict that is on record under this name, waiting for one under way; null when nobody has it under way.
   * @throws IdempotencyKeyReusedError, UnavailableError
   */
  async findRepeated(wanted: Claim, remainingMs: () => number): Promise<Verdict | null> {
    if ((await this.#props.executions.find(wanted.executionName)) === null) return null;
    const found = await this.#whileUnderWay(wanted, remainingMs, async () => Promise.resolve({ verdict: null }));
    return found.verdict;
  }

  /** The verdict that is on record under this name; null when there is none, or one on another frame. */
  async findRecorded(wanted: Claim): Promise<Verdict | null> {
    const seen = await this.#props.executions.find(wanted.executionName);
    return seen !== null && isSameFrame(seen, wanted) ? this.#recordedVerdict(seen) : null;
  }

  /** The verdict is on record, which is what counts: a claim that cannot be closed goes stale, and is resolved from there. */
  async closeRecorded(claim: ClaimName, { executionArn, sequence, decision }: Verdict): Promise<void> {
    try {
      await this.close(claim, { status: 'SUCCEEDED', executionArn, sequence, decision, error: null });
    } catch (error) {
      logger.warn('Could not close the execution', { executionName: claim.executionName, errorName: error instanceof Error ? error.name : 'Error' });
    }
  }

  async close(claim: ClaimName, closing: Omit<Parameters<Executions['close']>[1], 'stopDate'>): Promise<void> {
    await this.#props.executions.close(claim, { ...closing, stopDate: this.#props.now().toISOString() });
  }

  /** Waits for the verdict of an execution. Once that is over without one, `onOver` says what then; null is to look again. */
  async #whileUnderWay<Over>(wanted: Claim, remainingMs: () => number, onOver: (seen: ExecutionRecord) => Promise<Over | null>): Promise<{ verdict: Verdict } | Over> {
    for (let polls = 0; remainingMs() > ANSWER_RESERVE_MS; polls += 1) {
      const seen = await this.#props.executions.find(wanted.executionName);
      if (seen !== null) {
        if (!isSameFrame(seen, wanted)) throw new IdempotencyKeyReusedError('This Idempotency-Key was used for another image or session.', { field: 'Idempotency-Key' });
        // Its starter enters the sequence when it closes the claim. Only in case its reply was lost the verdict itself is looked for, and seldom: that reads
        // much of the very partition that the execution waits for.
        const isLookedFor = seen.sequence !== null || this.#isOver(seen) || polls % POLLS_PER_SEARCH === 0;
        const verdict = isLookedFor ? await this.#recordedVerdict(seen) : null;
        if (verdict !== null) return { verdict };
        const over = this.#isOver(seen) ? await onOver(seen) : null;
        if (over !== null) return over;
      }
      await delay(POLL_INTERVAL_MS);
    }
    throw new UnavailableError('The verdict on this frame is still under way. Please repeat the request.');
  }

  async #recordedVerdict(seen: ExecutionRecord): Promise<Verdict | null> {
    const { verdicts } = this.#props;
    const sessionId = seen.sessionId ?? '';
    if (seen.sequence !== null) return verdicts.get(sessionId, seen.sequence);
    // Recorded, but not closed: its starter ended in between, or has not got that far.
    const verdict = (await verdicts.findRecent(sessionId, seen.executionName)) ?? (await verdicts.findById(seen.executionName));
    if (verdict !== null) await this.closeRecorded(seen, verdict);
    return verdict;
  }

  #isOver(seen: ExecutionRecord): boolean {
    return seen.status !== 'RUNNING' || this.#props.now().getTime() - Date.parse(seen.startDate) > STALE_CLAIM_MS;
  }
}

/** The same image for the same session; the session of the day, which nobody chose, is the same over midnight. */
function isSameFrame(seen: ExecutionRecord, wanted: Claim): boolean {
  const isAdHoc = (sessionId: string | null): boolean => sessionId?.startsWith(adHocSessionId(wanted.owner, '')) ?? false;
  return seen.imageSha256 === wanted.imageSha256 && (seen.sessionId === wanted.sessionId || (isAdHoc(seen.sessionId) && isAdHoc(wanted.sessionId)));
}
