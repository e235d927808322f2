import { computed, shallowReadonly, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import type { Verdict } from '../../domain/verdict.ts';
import { checkHints } from '../exam/check-hints.ts';
import { useNow } from './useNow.ts';

/** So many pictures in a row that nothing is wrong with are enough to know. */
const GOOD_IN_A_ROW = 5;
/** Whoever has not mended it by then has stopped looking. */
const LONGEST_MS = 120_000;

/** Why a camera check has paused: all was well for long enough, or it went on for long enough. */
export type CheckPause = 'good' | 'time';

export interface UseCheckPauseOptions {
  /** Whether the camera is being checked at all; the time counts from when it begins. */
  checking: () => boolean;
  /** The newest of the check's own pictures. */
  verdict: Readonly<Ref<Verdict | null>>;
  /** Stops sending, and begins again. */
  stop: () => void;
  start: () => void;
  now?: Readonly<Ref<number>>;
}

export interface UseCheckPauseReturn {
  /** Null while pictures are sent. */
  pause: Readonly<Ref<CheckPause | null>>;
  paused: ComputedRef<boolean>;
  /** Checks again, from the beginning. */
  again: () => void;
}

/** Bounds a camera check: a page that nobody looks at any more must not send pictures of whoever sits before it. */
export function useCheckPause({ checking, verdict, stop, start, now = useNow() }: UseCheckPauseOptions): UseCheckPauseReturn {
  const pause = shallowRef<CheckPause | null>(null);
  let goodInARow = 0;
  let sinceMs = now.value;

  function begin(): void {
    pause.value = null;
    goodInARow = 0;
    sinceMs = now.value;
  }

  function halt(why: CheckPause): void {
    pause.value = why;
    stop();
  }

  // Another camera, or the same one turned on again, is checked anew.
  watch(checking, (isChecking) => {
    if (!isChecking) return;
    const wasPaused = pause.value !== null;
    begin();
    if (wasPaused) start();
  });
  watch(verdict, (latest) => {
    if (latest === null || !checking() || pause.value !== null) return;
    goodInARow = checkHints(latest.checks).length === 0 ? goodInARow + 1 : 0;
    if (goodInARow >= GOOD_IN_A_ROW) halt('good');
  });
  watch(now, (nowMs) => { if (checking() && pause.value === null && nowMs - sinceMs >= LONGEST_MS) halt('time'); });

  return {
    pause: shallowReadonly(pause),
    paused: computed(() => pause.value !== null),
    again: () => {
      begin();
      start();
    },
  };
}
