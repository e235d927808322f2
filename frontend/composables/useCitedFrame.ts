import { onScopeDispose, shallowReadonly, shallowRef, watch, type Ref } from 'vue';
import { isErased, type RecordedVerdict } from '../../domain/erasure/redacted-verdict.ts';
import { ApiError } from '../api/api-error.ts';
import type { ApiClient } from '../api/client.ts';
import { getVerdict, getVerdictFrame } from '../api/verdicts.ts';

export interface CitedFrame {
  record: RecordedVerdict;
  /** An address for the page; null where the picture is on record no more. */
  url: string | null;
}

export interface UseCitedFrameReturn {
  /** Null while it loads, and where it could not be had. */
  frame: Readonly<Ref<CitedFrame | null>>;
  error: Readonly<Ref<unknown>>;
  retry: () => Promise<void>;
}

/** A recorded verdict with its picture; another one as soon as the id is another's. */
export function useCitedFrame(api: ApiClient, verdictId: () => string): UseCitedFrameReturn {
  const frame = shallowRef<CitedFrame | null>(null);
  const error = shallowRef<unknown>(null);
  let underWay = new AbortController();

  function clear(): void {
    underWay.abort();
    underWay = new AbortController();
    if (typeof frame.value?.url === 'string') URL.revokeObjectURL(frame.value.url);
    frame.value = null;
    error.value = null;
  }

  async function load(): Promise<void> {
    clear();
    const { signal } = underWay;
    try {
      const record: RecordedVerdict = await getVerdict(api, verdictId(), signal);
      const picture = isErased(record) ? null : await getVerdictFrame(api, verdictId(), signal).catch(noneWhereGone);
      signal.throwIfAborted();
      frame.value = { record, url: picture === null ? null : URL.createObjectURL(picture) };
    } catch (thrown) {
      if (!signal.aborted) error.value = thrown;
    }
  }

  watch(verdictId, load, { immediate: true });
  onScopeDispose(clear);
  return { frame: shallowReadonly(frame), error: shallowReadonly(error), retry: load };
}

function noneWhereGone(thrown: unknown): null {
  if (thrown instanceof ApiError && thrown.code === 'NOT_FOUND') return null;
  throw thrown;
}
