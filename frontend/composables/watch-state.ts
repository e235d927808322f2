import { ApiError, SignedOutError } from '../api/api-error.ts';
import { EncodingError } from '../capture/frame-encoder.ts';
import type { LoopTrouble } from './useCaptureLoop.ts';

/**
 * What becomes of the candidate's frames. Only in `judging` are they judged; all others but `off` must be seen at a glance.
 * `waiting`: none has been answered for longer than is usual. `refused`: the server does not take what the camera gives. `ended`: the exam is over, or gone.
 */
export type WatchState = 'off' | 'starting' | 'judging' | 'waiting' | 'paused' | 'noPicture' | 'offline' | 'busy' | 'unavailable' | 'refused' | 'ended' | 'signedOut';

export interface WatchFacts {
  running: boolean;
  trouble: LoopTrouble | null;
  startedMs: number;
  /** When the last verdict arrived; null before the first. */
  judgedMs: number | null;
  nowMs: number;
  intervalMs: number;
}

/** An answer usually takes well under this, even while a provider is retried. */
const USUAL_ANSWER_MS = 6_000;

/** Whether an answer to a frame says that its session takes no more. */
export function isSessionOver(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'SESSION_ENDED' || (error.code === 'NOT_FOUND' && error.field === 'sessionId'));
}

export function watchStateOf({ running, trouble, startedMs, judgedMs, nowMs, intervalMs }: WatchFacts): WatchState {
  const overdue = nowMs - Math.max(startedMs, judgedMs ?? 0) > intervalMs + USUAL_ANSWER_MS;
  // The server asks for a pause, which is taken: only when that lasts is anything amiss.
  const isPause = trouble !== null && isThrottled(trouble) && !overdue;
  if (trouble !== null && !isPause) return stateOfTrouble(trouble);
  if (!running) return 'off';
  if (overdue) return 'waiting';
  return judgedMs === null || judgedMs < startedMs ? 'starting' : 'judging';
}

function isThrottled(trouble: LoopTrouble): boolean {
  return trouble.kind === 'failed' && trouble.error instanceof ApiError && trouble.error.code === 'THROTTLED';
}

function stateOfTrouble(trouble: LoopTrouble): WatchState {
  switch (trouble.kind) {
    case 'hidden':
      return 'paused';
    case 'noPicture':
      return 'noPicture';
    case 'failed':
      return stateOfError(trouble.error);
  }
}

function stateOfError(error: unknown): WatchState {
  if (error instanceof SignedOutError) return 'signedOut';
  if (error instanceof EncodingError) return 'noPicture';
  // NetworkError, and the time-out of a request.
  if (!(error instanceof ApiError)) return 'offline';
  if (isSessionOver(error)) return 'ended';
  if (error.code === 'THROTTLED') return 'busy';
  return error.status >= 500 ? 'unavailable' : 'refused';
}
