import { onScopeDispose, shallowReadonly, shallowRef, type Ref } from 'vue';
import type { Session } from '../../domain/session.ts';
import { ApiError, SignedOutError } from '../api/api-error.ts';
import type { ApiClient } from '../api/client.ts';
import { endSession, getSession, startSession } from '../api/sessions.ts';
import { untilAnswered } from '../api/until-answered.ts';
import { readExamMarker, writeExamMarker, type ExamMarker } from '../exam/exam-marker.ts';
import { listOpenExams, relistOpenExams } from '../exam/open-exams.ts';
import { useExamLock, type UseExamLockOptions } from './useExamLock.ts';

/**
 * `looking`: the server is being asked for exams that are open. `unknown`: it did not say; see `error`. `unanswered`: nor did it say what became of the exam that
 * this tab was in, and is asked until it does; see `sought`. `idle`: none runs in this tab. `running`: its frames are to be judged, also while it is being ended.
 * `over`: it has ended, but its record is not here yet. `ended`: the server says so.
 */
export type ExamPhase = 'looking' | 'unknown' | 'unanswered' | 'idle' | 'running' | 'over' | 'ended';

export interface UseExamOptions {
  api: ApiClient;
  /** The candidate's `sub`: who is an auditor as well sees the sessions of others too. */
  sub: string;
  consentVersion: string;
  storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  newKey?: () => string;
  locks?: UseExamLockOptions['locks'];
}

export interface UseExamReturn {
  phase: Readonly<Ref<ExamPhase>>;
  /** Those that the server has open, newest first, when it was asked last. */
  open: Readonly<Ref<readonly Session[]>>;
  /** The one that runs here, or that ran here last. */
  session: Readonly<Ref<Session | null>>;
  /** The one that this tab was in when the server was asked last. */
  sought: Readonly<Ref<ExamMarker | null>>;
  /** Why nothing is known, or why none was started. */
  error: Readonly<Ref<unknown>>;
  starting: Readonly<Ref<boolean>>;
  ending: Readonly<Ref<boolean>>;
  /** The latest attempt to end it was not answered; it is repeated. */
  endFailed: Readonly<Ref<boolean>>;
  /** Asks the server what is open, and goes on with what this tab was doing. */
  look: () => Promise<void>;
  /** Starts an exam; asked again after a failure, it is the same one. */
  start: (examId: string) => Promise<void>;
  /** Goes on with one that is open, unless another tab has it; `steal` takes it from that. */
  resume: (session: Session, options?: { steal: boolean }) => Promise<void>;
  /** Asks again which ones are open, while none runs here. */
  refresh: (signal: AbortSignal) => Promise<void>;
  /** Ends the one that runs: asks until the server has answered. */
  end: () => Promise<void>;
  /** The server takes no more frames of it: reads why. */
  settle: () => Promise<void>;
  /** Leaves the summary behind. */
  reset: () => void;
}

/** A candidate's exam from its start to its end. What is open the server says; this tab's storage only says which exam was its own. */
export function useExam({ api, sub, consentVersion, storage = sessionStorage, newKey = () => crypto.randomUUID(), ...lockOptions }: UseExamOptions): UseExamReturn {
  const phase = shallowRef<ExamPhase>('looking');
  const open = shallowRef<readonly Session[]>([]);
  const session = shallowRef<Session | null>(null);
  const sought = shallowRef<ExamMarker | null>(null);
  const error = shallowRef<unknown>(null);
  const starting = shallowRef(false);
  const ending = shallowRef(false);
  const endFailed = shallowRef(false);
  /** Of the exam whose start was asked for last, for as long as it is not answered. */
  let attempt: { examId: string; key: string } | null = null;
  const leaving = new AbortController();
  const { signal } = leaving;
  onScopeDispose(() => { leaving.abort(); });
  /** Of the newest look. */
  let looking = new AbortController();

  function mark(ends: boolean): void {
    const { value: own } = session;
    writeExamMarker(storage, own === null ? null : { sub, sessionId: own.sessionId, examId: own.examId ?? '', ending: ends });
  }

  const lock = useExamLock({ ...lockOptions, onLost: () => { if (session.value !== null && phase.value === 'running' && !ending.value) offer(session.value); } });

  async function resume(found: Session, options = { steal: false }): Promise<void> {
    if (await lock.take(found.sessionId, options)) {
      session.value = found;
      phase.value = 'running';
      mark(false);
    } else {
      offer(found);
    }
  }

  /** Another tab has it: here it is one of those that are open. */
  function offer(found: Session): void {
    session.value = null;
    mark(false);
    open.value = [found, ...open.value.filter(({ sessionId }) => sessionId !== found.sessionId)];
    phase.value = 'idle';
  }

  async function refresh(asked: AbortSignal): Promise<void> {
    const found = await relistOpenExams(api, sub, open.value, asked);
    asked.throwIfAborted();
    if (phase.value === 'idle') open.value = found;
  }

  function finish(ended: Session): void {
    session.value = ended;
    open.value = open.value.filter(({ sessionId }) => sessionId !== ended.sessionId);
    writeExamMarker(storage, null);
    lock.release();
    phase.value = 'ended';
  }

  async function look(): Promise<void> {
    looking.abort();
    looking = new AbortController();
    const asked = AbortSignal.any([signal, looking.signal]);
    phase.value = 'looking';
    session.value = null;
    error.value = null;
    const marker = readExamMarker(storage, sub);
    sought.value = marker;
    try {
      if (marker === null) {
        open.value = await listOpenExams(api, sub, asked);
        phase.value = 'idle';
      } else {
        await goOn(marker, asked);
      }
    } catch (thrown) {
      if (asked.aborted) return;
      // A session that is on record no more is nothing to go on with.
      if (thrown instanceof ApiError && thrown.code === 'NOT_FOUND') writeExamMarker(storage, null);
      error.value = thrown;
      phase.value = 'unknown';
    }
  }

  /** With what this tab was doing. By its id: a list may lag behind, and an exam that it does not hold yet has not ended. Whoever sits it is not left alone with a failure. */
  async function goOn({ sessionId, ending: wasEnding }: ExamMarker, asked: AbortSignal): Promise<void> {
    const own = await untilAnswered((attemptSignal) => getSession(api, sessionId, attemptSignal), { signal: asked, onFailure: () => { phase.value = 'unanswered'; } });
    if (own.state === 'ended') {
      finish(own);
      return;
    }
    await resume(own);
    if (wasEnding) void end();
  }

  async function start(examId: string): Promise<void> {
    if (starting.value) return;
    starting.value = true;
    error.value = null;
    if (attempt?.examId !== examId) attempt = { examId, key: newKey() };
    try {
      await resume(await startSession(api, { examId, consentVersion, idempotencyKey: attempt.key, signal }));
      attempt = null;
    } catch (thrown) {
      if (!signal.aborted) error.value = thrown;
    }
    starting.value = false;
  }

  async function end(): Promise<void> {
    const { value: running } = session;
    if (running === null || ending.value || phase.value !== 'running') return;
    ending.value = true;
    endFailed.value = false;
    mark(true);
    try {
      finish(await untilAnswered((attemptSignal) => endSession(api, running.sessionId, attemptSignal), { signal, onFailure: () => { endFailed.value = true; } }));
    } catch (thrown) {
      fail(thrown);
    }
    ending.value = false;
  }

  async function settle(): Promise<void> {
    const { value: over } = session;
    if (over === null || phase.value !== 'running' || ending.value) return;
    phase.value = 'over';
    try {
      // Ending what has ended answers it as it is, whoever ended it and however far that had come.
      finish(await untilAnswered((attemptSignal) => endSession(api, over.sessionId, attemptSignal), { signal }));
    } catch (thrown) {
      fail(thrown);
    }
  }

  /** An answer that no repetition changes. Whoever is signed out goes on after the next sign-in: the page that shows the exam says so. */
  function fail(thrown: unknown): void {
    if (signal.aborted || thrown instanceof SignedOutError) return;
    writeExamMarker(storage, null);
    lock.release();
    error.value = thrown;
    phase.value = 'unknown';
  }

  function reset(): void {
    session.value = null;
    error.value = null;
    phase.value = 'idle';
  }

  return {
    phase: shallowReadonly(phase),
    open: shallowReadonly(open),
    session: shallowReadonly(session),
    sought: shallowReadonly(sought),
    error: shallowReadonly(error),
    starting: shallowReadonly(starting),
    ending: shallowReadonly(ending),
    endFailed: shallowReadonly(endFailed),
    look,
    start,
    resume,
    refresh,
    end,
    settle,
    reset,
  };
}
