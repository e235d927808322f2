import type { Verdict } from '../../../domain/verdict.ts';
import type { CameraProblem } from '../../capture/camera-problem.ts';
import type { WatchState } from '../../composables/watch-state.ts';

/** What both views of a running exam show. */
export interface WatchPanelProps {
  state: WatchState;
  verdict: Verdict | null;
  /** When the newest verdict arrived, in milliseconds since 1970. */
  judgedMs: number | null;
  /** Of all pictures of the exam. */
  judgedCount: number;
  elapsedMs: number;
  /** Its end was asked for. */
  ending: boolean;
  /** The server has not answered that so far. */
  endFailed: boolean;
  cameraProblem: CameraProblem | null;
}

export interface WatchPanelEmits {
  end: [];
  /** Shows it smaller, or whole again. */
  toggle: [];
  retryCamera: [];
  signIn: [];
}
