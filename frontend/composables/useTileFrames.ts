import { onScopeDispose, shallowReadonly, shallowRef, type Ref } from 'vue';
import type { Session } from '../../domain/session.ts';
import { ApiError, SignedOutError } from '../api/api-error.ts';
import type { ApiClient } from '../api/client.ts';
import { getVerdictFrame } from '../api/verdicts.ts';

const FAILED = Symbol('a frame that could not be had');

/** A session's newest frame. */
export interface TileFrame {
  verdictId: string;
  /** An address for the page; null where there is no frame to show. */
  url: string | null;
  /** Why there is none: it could not be had, and is asked for again; else it is there no more. */
  failed: boolean;
}

export interface UseTileFramesReturn {
  /** By session. */
  frames: Readonly<Ref<ReadonlyMap<string, TileFrame>>>;
  /**
   * Brings the frames of these sessions up to date and forgets all others. Only what has changed, or failed, is asked for. A frame that
   * cannot be had is that tile's matter alone.
   * @throws SignedOutError the session is over
   * @throws DOMException AbortError, as the signal says
   */
  refresh: (visible: readonly Session[], signal: AbortSignal) => Promise<void>;
}

/** The newest frames of the sessions that are on the screen. */
export function useTileFrames(api: ApiClient): UseTileFramesReturn {
  const frames = shallowRef<ReadonlyMap<string, TileFrame>>(new Map());

  async function refresh(visible: readonly Session[], signal: AbortSignal): Promise<void> {
    forgetOthers(new Set(visible.map(({ sessionId }) => sessionId)));
    const changed = visible.flatMap(({ sessionId, lastVerdict }) => (lastVerdict === null || isThere(sessionId, lastVerdict.verdictId) ? [] : [{ sessionId, verdictId: lastVerdict.verdictId }]));
    const outcomes = await Promise.allSettled(changed.map(({ sessionId, verdictId }) => load(sessionId, verdictId, signal)));
    const failed = outcomes.find((outcome): outcome is PromiseRejectedResult => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  function isThere(sessionId: string, verdictId: string): boolean {
    const frame = frames.value.get(sessionId);
    return frame?.verdictId === verdictId && !frame.failed;
  }

  async function load(sessionId: string, verdictId: string, signal: AbortSignal): Promise<void> {
    const blob = await getVerdictFrame(api, verdictId, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      if (error instanceof SignedOutError) throw error;
      // Erased, or its time of retention is over.
      return error instanceof ApiError && error.code === 'NOT_FOUND' ? null : FAILED;
    });
    signal.throwIfAborted();
    const before = frames.value.get(sessionId);
    const url = blob instanceof Blob ? URL.createObjectURL(blob) : null;
    frames.value = new Map([...frames.value, [sessionId, { verdictId, url, failed: blob === FAILED }]]);
    release(before);
  }

  function forgetOthers(kept: ReadonlySet<string>): void {
    const gone = [...frames.value].filter(([sessionId]) => !kept.has(sessionId));
    if (gone.length === 0) return;
    frames.value = new Map([...frames.value].filter(([sessionId]) => kept.has(sessionId)));
    for (const [, frame] of gone) release(frame);
  }

  onScopeDispose(() => { forgetOthers(new Set()); });
  return { frames: shallowReadonly(frames), refresh };
}

function release(frame: TileFrame | undefined): void {
  if (frame?.url != null) URL.revokeObjectURL(frame.url);
}
