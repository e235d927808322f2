import { computed, shallowRef, type ComputedRef } from 'vue';
import type { Session } from '../../domain/session.ts';
import { browserLocks } from '../capture/browser-capabilities.ts';
import { examLockName } from './useExamLock.ts';
import { useNow } from './useNow.ts';
import { usePolling } from './usePolling.ts';

const EVERY_MS = 2_000;
/** What is said here must be true in the title of a tab that nobody looks at, too. */
const ALWAYS: Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'> = { hidden: false, addEventListener: () => undefined, removeEventListener: () => undefined };

export interface UseOpenExamsOptions {
  sessions: () => readonly Session[];
  /** Asks for them again. */
  refresh: (signal: AbortSignal) => Promise<void>;
  /** So long may an exam be without a picture, says the policy. */
  maxGapMs: () => number;
  locks?: Pick<LockManager, 'query'> | undefined;
}

export interface OpenExam {
  session: Session;
  /** Another tab of this browser has it. */
  elsewhere: boolean;
  /** Its pictures are being checked, wherever they come from. */
  checked: boolean;
}

/** What becomes of the exams that are open and do not run in this tab. */
export function useOpenExams({ sessions, refresh, maxGapMs, locks = browserLocks() }: UseOpenExamsOptions): ComputedRef<OpenExam[]> {
  const now = useNow();
  const held = shallowRef<ReadonlySet<string>>(new Set());
  /** The newest picture of each, and when it was there: by the clock of this machine, which need not be that of the server. */
  const newest = shallowRef<ReadonlyMap<string, { sequence: number; seenMs: number }>>(new Map());

  function look(): void {
    const before = newest.value;
    newest.value = new Map(sessions().flatMap(({ sessionId, lastVerdict }) => {
      if (lastVerdict === null) return [];
      const { sequence, receivedAt } = lastVerdict;
      const known = before.get(sessionId);
      if (known?.sequence === sequence) return [[sessionId, known]];
      return [[sessionId, { sequence, seenMs: known === undefined ? Math.min(Date.now(), Date.parse(receivedAt)) : Date.now() }]];
    }));
  }

  look();
  usePolling(async (signal) => {
    const answer = await locks?.query();
    held.value = new Set(answer?.held?.map(({ name }) => name ?? ''));
    await refresh(signal);
    look();
  }, { everyMs: EVERY_MS, page: ALWAYS });

  return computed(() => sessions().map((session) => {
    const seenMs = newest.value.get(session.sessionId)?.seenMs;
    return { session, elsewhere: held.value.has(examLockName(session.sessionId)), checked: seenMs !== undefined && now.value - seenMs <= maxGapMs() };
  }));
}
