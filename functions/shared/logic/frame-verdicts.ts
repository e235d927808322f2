import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { v4, v5 } from 'uuid';
import { IdempotencyKeyReusedError, SessionEndedError, UnavailableError } from '../../../domain/errors.ts';
import { adHocSessionId, dayOf } from '../../../domain/session.ts';
import type { Verdict } from '../../../domain/verdict.ts';
import { toInvigilError } from '../adapters/service-errors.ts';
import type { Caller } from '../http/request.ts';
import { fingerprintOf } from '../image/fingerprint.ts';
import { CONTENT_TYPE, FILE_EXTENSION } from '../image/image-header.ts';
import type { ReceivedImage } from '../image/received-image.ts';
import { logger } from '../logger.ts';
import type { Claim, ExecutionRecord, Executions } from '../ports/executions.ts';
import type { ImageStore } from '../ports/image-store.ts';
import type { Policies } from '../ports/policies.ts';
import type { SessionRecord, Sessions } from '../ports/sessions.ts';
import type { VerdictStore } from '../ports/verdict-store.ts';
import type { StoredImage } from '../ports/vision.ts';
import { OutcomeUnknownError, type ExecutionResult, type Workflow } from '../ports/workflow.ts';
import { RETENTION_TAG } from '../retention.ts';
import { resolveSession } from './resolve-session.ts';
import type { SessionFollower } from './session-follower.ts';

/** Names verdicts after a person's Idempotency-Key (RFC 9562, version 5). Changing it would forget every key. */
const IDEMPOTENCY_NAMESPACE = '8f0c7a52-5a0e-4f0e-9a55-3a1f4f3a7c11';

/** The error with which verify-frame ends when the session was sealed before the frame could be recorded. */
const SESSION_ENDED = 'SessionEnded';

/** A claim older than this has neither a starter nor an execution any more: see EXECUTION_RESERVE_MS. */
const STALE_CLAIM_MS = 30_000;
/** verify-frame ends after 20 s. With less left it is not started: who asks then asks again, and a claim is over when it is stale. */
const EXECUTION_RESERVE_MS = 20_500;
const POLL_INTERVAL_MS = 100;
const POLLS_PER_SEARCH = 20;
/** Kept back from the function's time-out to answer in. */
const ANSWER_RESERVE_MS = 2_000;

export interface FrameRequest {
  caller: Caller;
  image: ReceivedImage;
  sessionId: string | null;
  capturedAt: string | null;
  idempotencyKey: string | null;
}

export interface FrameVerdictsProps {
  executions: Executions;
  verdicts: VerdictStore;
  sessions: Sessions;
  follower: SessionFollower;
  frames: ImageStore;
  workflow: Workflow;
  policies: Pick<Policies, 'current'>;
  now: () => Date;
}

/** From a checked frame to its recorded verdict. */
export class FrameVerdicts {
  readonly #props: FrameVerdictsProps;

  constructor(props: FrameVerdictsProps) {
    this.#props = props;
  }

  /**
   * Answers the recorded verdict on a frame. With an idempotency key the same image gets the same verdict, also while its execution is
   * under way.
   * @param remainingMs how long the function has left
   * @throws NotFoundError, SessionEndedError when the frame's session is not the caller's own open one
   * @throws IdempotencyKeyReusedError when the key was used for another image
   * @throws UnavailableError when the verdict could not be recorded: nothing is answered that is not on record
   */
  async take(request: FrameRequest, remainingMs: () => number): Promise<Verdict> {
    const receivedAt = this.#props.now().toISOString();
    const session = await resolveSession(this.#props.sessions, { ...request, receivedAt });
    const wanted: Claim = {
      executionName: request.idempotencyKey === null ? v4() : v5(`${request.caller.sub}:${request.idempotencyKey}`, IDEMPOTENCY_NAMESPACE),
      machine: 'verify-frame',
      owner: request.caller.sub,
      imageSha256: request.image.sha256,
      claimId: v4(),
      startDate: receivedAt,
      sessionId: session.sessionId,
      isHeld: session.legalHold !== null,
    };
    if (session.state === 'ended') return this.#findInEnded(wanted);
    const outcome = await this.#claimOrFind(wanted, remainingMs);
    return 'verdict' in outcome ? outcome.verdict : this.#execute(outcome.claim, request, session, remainingMs);
  }

  /** Whose answer was lost before the session ended can still ask for it. */
  async #findInEnded(wanted: Claim): Promise<Verdict> {
    const seen = await this.#props.executions.find(wanted.executionName);
    const verdict = seen !== null && isSameFrame(seen, wanted) ? await this.#recordedVerdict(seen) : null;
    if (verdict === null) throw sessionEnded();
    return verdict;
  }

  /** The verdict that is on record under this name already, or the claim once it is ours to execute. */
  async #claimOrFind(wanted: Claim, remainingMs: () => number): Promise<{ verdict: Verdict } | { claim: Claim }> {
    const { executions } = this.#props;
    if (await executions.claim(wanted)) return { claim: wanted };
    for (let polls = 0; remainingMs() > ANSWER_RESERVE_MS; polls += 1) {
      const seen = await executions.find(wanted.executionName);
      if (seen !== null) {
        if (!isSameFrame(seen, wanted)) throw new IdempotencyKeyReusedError('This Idempotency-Key was used for another image or session.', { field: 'Idempotency-Key' });
        // Its starter enters the sequence when it closes the claim. Only in case its reply was lost the verdict itself is looked for, and seldom: that reads
        // much of the very partition that the execution waits for.
        const isLookedFor = seen.sequence !== null || this.#isOver(seen) || polls % POLLS_PER_SEARCH === 0;
        const verdict = isLookedFor ? await this.#recordedVerdict(seen) : null;
        if (verdict !== null) return { verdict };
        const claim = { ...wanted, startDate: this.#props.now().toISOString() };
        if (this.#isOver(seen) && remainingMs() > EXECUTION_RESERVE_MS && (await executions.reclaim(seen, claim))) return { claim };
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
    if (verdict !== null) await this.#closeRecorded(seen, verdict);
    return verdict;
  }

  #isOver(seen: ExecutionRecord): boolean {
    return seen.status !== 'RUNNING' || this.#props.now().getTime() - Date.parse(seen.startDate) > STALE_CLAIM_MS;
  }

  async #execute(claim: Claim, request: FrameRequest, session: SessionRecord, remainingMs: () => number): Promise<Verdict> {
    const result = await this.#run(claim, request, session, remainingMs);
    if (result.status !== 'SUCCEEDED' || result.output === null) {
      await this.#close(claim, { status: result.status === 'TIMED_OUT' ? 'TIMED_OUT' : 'FAILED', executionArn: result.executionArn, error: result.error });
      if (result.error === SESSION_ENDED) throw sessionEnded();
      throw new UnavailableError('The verdict on this frame could not be recorded. Please repeat the request.');
    }
    const verdict = JSON.parse(result.output) as Verdict;
    await Promise.all([this.#closeRecorded(claim, verdict), this.#props.follower.follow(session, verdict)]);
    return verdict;
  }

  async #run(claim: Claim, { image, capturedAt }: FrameRequest, { sessionId, expected, legalHold }: SessionRecord, remainingMs: () => number): Promise<ExecutionResult> {
    const { executionName: verdictId, startDate: receivedAt } = claim;
    const isHeld = legalHold !== null;
    try {
      const [policy, { storeFrameMs, ...storedImage }] = await Promise.all([this.#props.policies.current(), this.#store(`frames/${dayOf(receivedAt)}/${sessionId}/${verdictId}`, image, isHeld)]);
      if (remainingMs() < EXECUTION_RESERVE_MS) throw new UnavailableError('Storing the frame took too long. Please repeat the request.');
      return await this.#props.workflow.runSync(verdictId, {
        verdictId,
        sessionId,
        capturedAt,
        receivedAt,
        image: { ...storedImage, sha256: image.sha256, widthPx: image.widthPx, heightPx: image.heightPx },
        expected,
        policy,
        storeFrameMs,
        isHeld,
      });
    } catch (error) {
      // Where nobody knows how it ends the claim stays: until it is stale nobody may verify the frame a second time.
      if (!(error instanceof OutcomeUnknownError)) await this.#close(claim, { status: 'FAILED', error: error instanceof Error ? error.name : 'Error' });
      throw toInvigilError(error);
    }
  }

  /** Stores the frame, and makes its perceptual hash while it is on its way. */
  async #store(name: string, { format, bytes }: ReceivedImage, isHeld: boolean): Promise<StoredImage & { perceptualHash: string | null; storeFrameMs: number }> {
    const startedMs = performance.now();
    const hash = async (): Promise<string | null> => {
      // The request leaves first.
      await nextTurn();
      return fingerprintOf(bytes, format);
    };
    const put = this.#props.frames.put(`${name}.${FILE_EXTENSION[format]}`, bytes, CONTENT_TYPE[format], isHeld ? RETENTION_TAG.held : RETENTION_TAG.standard);
    const [stored, perceptualHash] = await Promise.all([put, hash()]);
    return { ...stored, perceptualHash, storeFrameMs: Math.round(performance.now() - startedMs) };
  }

  /** The verdict is on record, which is what counts: a claim that cannot be closed goes stale, and is resolved from there. */
  async #closeRecorded(claim: Pick<Claim, 'executionName' | 'machine' | 'claimId'>, { executionArn, sequence, decision }: Verdict): Promise<void> {
    try {
      await this.#close(claim, { status: 'SUCCEEDED', executionArn, sequence, decision, error: null });
    } catch (error) {
      logger.warn('Could not close the execution', { executionName: claim.executionName, errorName: error instanceof Error ? error.name : 'Error' });
    }
  }

  async #close(claim: Pick<Claim, 'executionName' | 'machine' | 'claimId'>, closing: Omit<Parameters<Executions['close']>[1], 'stopDate'>): Promise<void> {
    await this.#props.executions.close(claim, { ...closing, stopDate: this.#props.now().toISOString() });
  }
}

function sessionEnded(): SessionEndedError {
  return new SessionEndedError('This session has ended.', { field: 'sessionId' });
}

/** The same image for the same session; the session of the day, which nobody chose, is the same over midnight. */
function isSameFrame(seen: ExecutionRecord, wanted: Claim): boolean {
  const isAdHoc = (sessionId: string | null): boolean => sessionId?.startsWith(adHocSessionId(wanted.owner, '')) ?? false;
  return seen.imageSha256 === wanted.imageSha256 && (seen.sessionId === wanted.sessionId || (isAdHoc(seen.sessionId) && isAdHoc(wanted.sessionId)));
}
