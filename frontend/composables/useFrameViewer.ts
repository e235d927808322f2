import { computed, onScopeDispose, shallowReadonly, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import { isErased, type RecordedVerdict } from '../../domain/erasure/redacted-verdict.ts';
import { ApiError } from '../api/api-error.ts';
import type { ApiClient } from '../api/client.ts';
import { getVerdict, getVerdictFrame } from '../api/verdicts.ts';

/** Who scrubs passes over many frames: only where they stay is one loaded. */
const SETTLE_MS = 120;
/** Frames that are there at once when somebody goes back to them. */
const MAX_KEPT = 24;

export interface ViewedFrame {
  record: RecordedVerdict;
  /** An address for the page; null where there is no frame any more. */
  url: string | null;
}

export interface UseFrameViewerReturn {
  /** What is shown: the frame before until the next is there. */
  viewed: Readonly<Ref<ViewedFrame | null>>;
  /** What is shown is not what is wanted: it is on its way. */
  loading: ComputedRef<boolean>;
  error: Readonly<Ref<unknown>>;
  retry: () => void;
}

/** The record and the frame of the verdict that is selected. */
export function useFrameViewer(api: ApiClient, verdictId: Readonly<Ref<string | null>>, { settleMs = SETTLE_MS }: { settleMs?: number } = {}): UseFrameViewerReturn {
  const kept = new Map<string, ViewedFrame>();
  const viewed = shallowRef<ViewedFrame | null>(null);
  const error = shallowRef<unknown>(null);
  let controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(id: string, signal: AbortSignal): Promise<void> {
    try {
      const record: RecordedVerdict = await getVerdict(api, id, signal);
      const blob = isErased(record) ? null : await frameOf(id, signal);
      signal.throwIfAborted();
      show({ record, url: blob === null ? null : URL.createObjectURL(blob) });
    } catch (thrown) {
      if (!signal.aborted) error.value = thrown;
    }
  }

  async function frameOf(id: string, signal: AbortSignal): Promise<Blob | null> {
    try {
      return await getVerdictFrame(api, id, signal);
    } catch (thrown) {
      // Its time of retention is over; that of the record may not be.
      if (thrown instanceof ApiError && thrown.code === 'NOT_FOUND') return null;
      throw thrown;
    }
  }

  function show(frame: ViewedFrame): void {
    viewed.value = frame;
    // The last to be used is the last to go.
    kept.delete(frame.record.verdictId);
    kept.set(frame.record.verdictId, frame);
    for (const [id, { url }] of kept) {
      if (kept.size <= MAX_KEPT) break;
      kept.delete(id);
      if (url !== null) URL.revokeObjectURL(url);
    }
  }

  function view(): void {
    controller.abort();
    clearTimeout(timer);
    error.value = null;
    const id = verdictId.value;
    const known = id === null ? undefined : kept.get(id);
    if (id === null || known !== undefined) {
      if (known !== undefined) show(known);
      return;
    }
    controller = new AbortController();
    const { signal } = controller;
    timer = setTimeout(() => { void load(id, signal); }, viewed.value === null ? 0 : settleMs);
  }

  watch(verdictId, view, { immediate: true });
  onScopeDispose(() => {
    controller.abort();
    clearTimeout(timer);
    for (const { url } of kept.values()) if (url !== null) URL.revokeObjectURL(url);
  });
  return {
    viewed: shallowReadonly(viewed),
    loading: computed(() => verdictId.value !== null && viewed.value?.record.verdictId !== verdictId.value && error.value === null),
    error: shallowReadonly(error),
    retry: view,
  };
}
