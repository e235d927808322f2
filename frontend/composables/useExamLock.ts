import { onScopeDispose } from 'vue';
import { browserLocks } from '../capture/browser-capabilities.ts';

/** A page that is reloaded may still have it for a moment. */
const PATIENCE_MS = 500;

/** Of the lock that the tab has in which an exam runs. */
export function examLockName(sessionId: string): string {
  return `invigil.exam.${sessionId}`;
}

export interface UseExamLockOptions {
  /** Told when another tab has taken it away. */
  onLost: () => void;
  /** Undefined where the browser has none: then every tab has what it asks for. */
  locks?: Pick<LockManager, 'request'> | undefined;
}

export interface UseExamLockReturn {
  /** Makes an exam this tab's, and lets go of any other. Answers false where it is another tab's, unless it is to be taken from that. */
  take: (sessionId: string, options: { steal: boolean }) => Promise<boolean>;
  release: () => void;
}

/** Keeps an exam to one of a browser's tabs: two cameras would send into one chain, at twice the pace. */
export function useExamLock({ onLost, locks = browserLocks() }: UseExamLockOptions): UseExamLockReturn {
  /** Lets go of what this tab has. */
  let letGo: (() => void) | null = null;
  let isOver = false;

  function release(): void {
    letGo?.();
    letGo = null;
  }

  async function take(sessionId: string, { steal }: { steal: boolean }): Promise<boolean> {
    release();
    if (locks === undefined) return true;
    const answer = Promise.withResolvers<boolean>();
    const held = Promise.withResolvers<undefined>();
    const mine = (): void => { held.resolve(undefined); };
    const hold = (): Promise<undefined> => {
      answer.resolve(true);
      if (isOver) return Promise.resolve(undefined);
      letGo = mine;
      return held.promise;
    };
    locks.request(examLockName(sessionId), steal ? { steal } : { signal: AbortSignal.timeout(PATIENCE_MS) }, hold).catch((error: unknown) => {
      const isTaken = error instanceof Error && ['AbortError', 'TimeoutError'].includes(error.name);
      // Where locks cannot be had at all, the exam counts more.
      answer.resolve(!isTaken);
      if (letGo !== mine) return;
      letGo = null;
      onLost();
    });
    return answer.promise;
  }

  onScopeDispose(() => {
    isOver = true;
    release();
  });
  return { take, release };
}
