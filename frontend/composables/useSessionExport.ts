import { onScopeDispose, shallowReadonly, shallowRef, type Ref } from 'vue';
import type { FrameOption } from '../../domain/export/export-record.ts';
import type { ApiClient } from '../api/client.ts';
import { requestExport } from '../api/exports.ts';
import { wait } from '../capture/wait.ts';

/** As the API asks for. */
const POLL_MS = 3_000;

export type ExportState =
  | { kind: 'idle' }
  | { kind: 'asking' }
  /** It is large, and is being written. */
  | { kind: 'writing'; sinceMs: number }
  | { kind: 'ready'; url: string; fileName: string }
  | { kind: 'failed'; error: unknown };

export interface UseSessionExportReturn {
  state: Readonly<Ref<ExportState>>;
  /** Asks for the export and goes on asking until it is there. */
  start: (frames: FrameOption) => Promise<void>;
  reset: () => void;
}

/** A session's export: small ones are answered at once, large ones written for later. */
export function useSessionExport(api: ApiClient, sessionId: string, { pollMs = POLL_MS }: { pollMs?: number } = {}): UseSessionExportReturn {
  const state = shallowRef<ExportState>({ kind: 'idle' });
  const fileName = `invigil-${sessionId.replaceAll(/[^A-Za-z0-9._-]/g, '_')}.ndjson`;
  let controller = new AbortController();

  async function start(frames: FrameOption): Promise<void> {
    reset();
    const { signal } = controller;
    state.value = { kind: 'asking' };
    try {
      for (let edition: string | null = null; ; ) {
        const answer = await requestExport(api, sessionId, { frames, edition, signal });
        signal.throwIfAborted();
        if (answer.kind !== 'writing') {
          state.value = { kind: 'ready', fileName, url: answer.kind === 'link' ? answer.url : URL.createObjectURL(answer.blob) };
          return;
        }
        if (state.value.kind !== 'writing') state.value = { kind: 'writing', sinceMs: Date.now() };
        edition = answer.edition;
        await wait(pollMs, signal);
      }
    } catch (error) {
      if (!signal.aborted) state.value = { kind: 'failed', error };
    }
  }

  function reset(): void {
    controller.abort();
    controller = new AbortController();
    if (state.value.kind === 'ready' && state.value.url.startsWith('blob:')) URL.revokeObjectURL(state.value.url);
    state.value = { kind: 'idle' };
  }

  onScopeDispose(reset);
  return { state: shallowReadonly(state), start, reset };
}
