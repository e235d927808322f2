import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { isErased, isRedacted, type RecordedVerdict } from '../../domain/erasure/redacted-verdict.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { ApiError } from '../api/api-error.ts';
import type { ApiClient } from '../api/client.ts';
import { getVerdict, getVerdictFrame } from '../api/verdicts.ts';
import { verifySha256, verifyVerdict, type Verified } from '../executions/verify-record.ts';

export interface UseRecordedVerdictReturn {
  /** `none`: no verdict is on record. */
  state: Readonly<Ref<'loading' | 'ready' | 'none' | 'failed'>>;
  error: Readonly<ShallowRef<unknown>>;
  /** Of one out of which something was erased the hash is that of the record as it was: nobody can compute it any more. */
  verdict: Readonly<ShallowRef<{ record: RecordedVerdict; verified: Verified } | null>>;
  /** An address for the page; valid while the page is there. */
  frame: Readonly<ShallowRef<{ url: string; verified: Verified } | null>>;
  /** Why the frame is not there though the verdict is. */
  frameError: Readonly<ShallowRef<unknown>>;
  load: () => Promise<void>;
}

/** A verdict as it was recorded, and the frame it was judged by; both are held against their hashes. Of an erased one there is no frame. */
export function useRecordedVerdict(api: ApiClient, verdictId: string): UseRecordedVerdictReturn {
  const state = ref<'loading' | 'ready' | 'none' | 'failed'>('loading');
  const error = shallowRef<unknown>(null);
  const verdict = shallowRef<{ record: RecordedVerdict; verified: Verified } | null>(null);
  const frame = shallowRef<{ url: string; verified: Verified } | null>(null);
  const frameError = shallowRef<unknown>(null);
  const controller = new AbortController();
  const { signal } = controller;

  async function load(): Promise<void> {
    state.value = 'loading';
    try {
      const record = await getVerdict(api, verdictId, signal);
      verdict.value = { record, verified: isRedacted(record) ? null : await verifyVerdict(record) };
      state.value = 'ready';
      if (!isErased(record)) await loadFrame(record);
    } catch (thrown) {
      if (signal.aborted) return;
      state.value = thrown instanceof ApiError && thrown.code === 'NOT_FOUND' ? 'none' : 'failed';
      error.value = thrown;
    }
  }

  async function loadFrame({ image }: Pick<Verdict, 'image'>): Promise<void> {
    frameError.value = null;
    try {
      const blob = await getVerdictFrame(api, verdictId, signal);
      const verified = await verifySha256(await blob.arrayBuffer(), image.sha256);
      signal.throwIfAborted();
      frame.value = { url: URL.createObjectURL(blob), verified };
    } catch (thrown) {
      if (!signal.aborted) frameError.value = thrown;
    }
  }

  onScopeDispose(() => {
    controller.abort();
    if (frame.value !== null) URL.revokeObjectURL(frame.value.url);
  });
  void load();
  return { state, error, verdict, frame, frameError, load };
}
