import { setImmediate as nextTurn } from 'node:timers/promises';
import { v4, v5 } from 'uuid';
import { SessionEndedError, ThrottledError, UnavailableError } from '../../../domain/errors.ts';
import { paceOf } from '../../../domain/pace.ts';
import type { Policy } from '../../../domain/policy.ts';
import { dayOf } from '../../../domain/session.ts';
import type { Verdict } from '../../../domain/verdict.ts';
import { toInvigilError } from '../adapters/service-errors.ts';
import type { Caller } from '../http/request.ts';
import { fingerprintOf } from '../image/fingerprint.ts';
import { CONTENT_TYPE, FILE_EXTENSION } from '../image/image-header.ts';
import type { ReceivedImage } from '../image/received-image.ts';
import type { Allowances, SeenAllowance } from '../ports/allowances.ts';
import type { Claim, Executions } from '../ports/executions.ts';
import type { ImageStore } from '../ports/image-store.ts';
import type { Policies } from '../ports/policies.ts';
import type { SessionRecord, Sessions } from '../ports/sessions.ts';
import type { VerdictStore } from '../ports/verdict-store.ts';
import type { StoredImage } from '../ports/vision.ts';
import { OutcomeUnknownError, type ExecutionResult, type Workflow } from '../ports/workflow.ts';
import { RETENTION_TAG } from '../retention.ts';
import { EXECUTION_RESERVE_MS, FrameClaims } from './frame-claims.ts';
import { resolveSession } from './resolve-session.ts';
import type { SessionFollower } from './session-follower.ts';

/** Names verdicts after a person's Idempotency-Key (RFC 9562, version 5). Changing it would forget every key. */
const IDEMPOTENCY_NAMESPACE = '8f0c7a52-5a0e-4f0e-9a55-3a1f4f3a7c11';

/** The error with which verify-frame ends when the session was sealed before the frame could be recorded. */
const SESSION_ENDED = 'SessionEnded';

export interface FrameRequest {
  caller: Caller;
  image: ReceivedImage;
  sessionId: string | null;
  /** Of a frame that belongs to no exam. */
  consentVersion: string | null;
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
  allowances: Allowances;
  /** How many frames a person may send at once beyond the policy's pace. */
  burst: number;
  now: () => Date;
}

/** What a frame is judged under. */
interface Circumstances {
  session: SessionRecord;
  policy: Policy;
}

/** From a checked frame to its recorded verdict. */
export class FrameVerdicts {
  readonly #props: FrameVerdictsProps;
  readonly #claims: FrameClaims;

  constructor(props: FrameVerdictsProps) {
    this.#props = props;
    this.#claims = new FrameClaims(props);
  }

  /**
   * Answers the recorded verdict on a frame. With an idempotency key the same image gets the same verdict, also while its execution is
   * under way, and however many other frames were sent.
   * @param remainingMs how long the function has left
   * @throws NotFoundError, SessionEndedError when the frame's session is not the caller's own open one
   * @throws ThrottledError when the caller sends more frames than the policy asks for
   * @throws IdempotencyKeyReusedError when the key was used for another image
   * @throws UnavailableError when the verdict could not be recorded: nothing is answered that is not on record
   */
  async take(request: FrameRequest, remainingMs: () => number): Promise<Verdict> {
    const receivedAt = this.#props.now().toISOString();
    const { session, policy, allowance } = await this.#read(request, receivedAt);
    const wanted: Claim = {
      executionName: request.idempotencyKey === null ? v4() : v5(`${request.caller.sub}:${request.idempotencyKey}`, IDEMPOTENCY_NAMESPACE),
      machine: 'verify-frame',
      owner: request.caller.sub,
      imageSha256: request.image.sha256,
      claimId: v4(),
      startDate: receivedAt,
      sessionId: session.sessionId,
      expiresAt: session.expiresAt,
    };
    if (session.state === 'ended') return this.#findInEnded(wanted);
    const waitMs = await this.#props.allowances.take(request.caller.sub, allowance, paceOf(policy, this.#props.burst), Date.parse(receivedAt));
    if (waitMs > 0) return this.#findBeyondPace(wanted, request, waitMs, remainingMs);
    const outcome = await this.#claims.claimOrFind(wanted, remainingMs);
    return 'verdict' in outcome ? outcome.verdict : this.#execute(outcome.claim, request, { session, policy }, remainingMs);
  }

  /** All that has to be known before anything is begun, at once. */
  async #read(request: FrameRequest, receivedAt: string): Promise<Circumstances & { allowance: SeenAllowance | null }> {
    const { sessions, policies, allowances } = this.#props;
    try {
      const [session, policy, allowance] = await Promise.all([resolveSession(sessions, { ...request, receivedAt }), policies.current(), allowances.find(request.caller.sub)]);
      return { session, policy, allowance };
    } catch (error) {
      throw toInvigilError(error);
    }
  }

  /** Whose answer was lost before the session ended can still ask for it. */
  async #findInEnded(wanted: Claim): Promise<Verdict> {
    const verdict = await this.#claims.findRecorded(wanted);
    if (verdict === null) throw sessionEnded();
    return verdict;
  }

  /** Who repeats a request gets its verdict at any pace: that is asked of nobody again. */
  async #findBeyondPace(wanted: Claim, { idempotencyKey }: FrameRequest, waitMs: number, remainingMs: () => number): Promise<Verdict> {
    const verdict = idempotencyKey === null ? null : await this.#claims.findRepeated(wanted, remainingMs);
    if (verdict === null) throw beyondPace(waitMs);
    return verdict;
  }

  async #execute(claim: Claim, request: FrameRequest, under: Circumstances, remainingMs: () => number): Promise<Verdict> {
    const result = await this.#run(claim, request, under, remainingMs);
    if (result.status !== 'SUCCEEDED' || result.output === null) {
      await this.#claims.close(claim, { status: result.status === 'TIMED_OUT' ? 'TIMED_OUT' : 'FAILED', executionArn: result.executionArn, error: result.error });
      if (result.error === SESSION_ENDED) throw sessionEnded();
      throw new UnavailableError('The verdict on this frame could not be recorded. Please repeat the request.');
    }
    const verdict = JSON.parse(result.output) as Verdict;
    await Promise.all([this.#claims.closeRecorded(claim, verdict), this.#props.follower.follow(under.session, verdict)]);
    return verdict;
  }

  async #run(claim: Claim, { image, capturedAt }: FrameRequest, { session, policy }: Circumstances, remainingMs: () => number): Promise<ExecutionResult> {
    const { executionName: verdictId, startDate: receivedAt } = claim;
    const { sessionId, expected } = session;
    const isHeld = session.legalHold !== null;
    try {
      const { storeFrameMs, ...storedImage } = await this.#store(`frames/${dayOf(receivedAt)}/${sessionId}/${verdictId}`, image, isHeld);
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
        expiresAt: session.expiresAt,
      });
    } catch (error) {
      // Where nobody knows how it ends the claim stays: until it is stale nobody may verify the frame a second time.
      if (!(error instanceof OutcomeUnknownError)) await this.#claims.close(claim, { status: 'FAILED', error: error instanceof Error ? error.name : 'Error' });
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
}

function sessionEnded(): SessionEndedError {
  return new SessionEndedError('This session has ended.', { field: 'sessionId' });
}

function beyondPace(waitMs: number): ThrottledError {
  return new ThrottledError('You send more frames than the policy asks for. Please wait a moment.', { retryAfterMs: waitMs });
}
