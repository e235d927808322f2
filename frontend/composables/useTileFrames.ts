import { onScopeDispose, shallowReadonly, shallowRef, type Ref } from 'vue';
import type { Session } from '../../domain/session.ts';
import { ApiError } from '../api/api-error.ts';
import type { ApiClient } from '../api/client.ts';
import { getVerdictFrame } from '../api/verdicts.ts';

/** A session's newest frame. */
export interface TileFrame {
  verdictId: string;
  /** An address for the page; null where the frame is there no more. */
  url: string | null;
}

export interface UseTileFramesReturn {
  /** By session. */
  frames: Readonly<Ref<ReadonlyMap<string, TileFrame>>>;
  /**
   * Brings the frames of these sessions up to date and forgets all others. Only what has changed is asked for.
   * @throws the first failure, once all have been tried
   */
  refresh: (visible: readonly Session[], signal: AbortSignal) => Promise<void>;
}

/** The newest frames of the sessions that are on the screen. */
export function useTileFrames(api: ApiClient): UseTileFramesReturn {
  const frames = shallowRef<ReadonlyMap<string, TileFrame>>(new Map());

  async function refresh(visible: readonly Session[], signal: AbortSignal): Promise<void> {
    forgetOthers(new Set(visible.map(({ sessionId }) => sessionId)));
    const changed = visible.flatMap(({ sessionId, lastVerdict }) => (lastVerdict === null || frames.value.get(sessionId)?.verdictId === lastVerdict.verdictId ? [] : [{ sessionId, verdictId: lastVerdict.verdictId }]));
    const outcomes = await Promise.allSettled(changed.map(({ sessionId, verdictId }) => load(sessionId, verdictId, signal)));
    const failed = outcomes.find((outcome): outcome is PromiseRejectedResult => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  async function load(sessionId: string, verdictId: string, signal: AbortSignal): Promise<void> {
    const blob = await getVerdictFrame(api, verdictId, signal).catch((error: unknown) => {
      // Erased, or its time of retention is over.
      if (error instanceof ApiError && error.code === 'NOT_FOUND') return null;
      throw error;
    });
    signal.throwIfAborted();
    const before = frames.value.get(sessionId);
    frames.value = new Map([...frames.value, [sessionId, { verdictId, url: blob === null ? null : URL.createObjectURL(blob) }]]);
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
