import { onScopeDispose, shallowReadonly, shallowRef, type Ref } from 'vue';
import type { VerifiedExport, VerifyAnswer, VerifyRequest } from '../verify/verify-messages.ts';

export type VerificationState =
  | { kind: 'idle' }
  | { kind: 'running'; fileName: string; readBytes: number; sizeBytes: number }
  | ({ kind: 'done'; fileName: string; isPinned: boolean } & VerifiedExport)
  | { kind: 'failed'; fileName: string; reason: 'LINE_TOO_LONG' | 'UNREADABLE' };

export interface UseExportVerificationOptions {
  createWorker?: () => Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;
}

export interface UseExportVerificationReturn {
  state: Readonly<Ref<VerificationState>>;
  /** Ends one that is under way. */
  verify: (file: File, pinnedKey: string | null) => void;
  reset: () => void;
}

/** Verifies an export in this browser: the file goes nowhere. */
export function useExportVerification({ createWorker = startWorker }: UseExportVerificationOptions = {}): UseExportVerificationReturn {
  const state = shallowRef<VerificationState>({ kind: 'idle' });
  let worker: ReturnType<typeof createWorker> | null = null;

  function stop(): void {
    worker?.terminate();
    worker = null;
  }

  function verify(file: File, pinnedKey: string | null): void {
    stop();
    const { name: fileName, size: sizeBytes } = file;
    const mine = createWorker();
    worker = mine;
    state.value = { kind: 'running', fileName, readBytes: 0, sizeBytes };
    mine.onmessage = ({ data }: MessageEvent<VerifyAnswer>) => {
      if (data.kind === 'progress') state.value = { kind: 'running', fileName, readBytes: data.readBytes, sizeBytes };
      else {
        state.value = data.kind === 'failed' ? { ...data, fileName } : { ...data, fileName, isPinned: pinnedKey !== null };
        stop();
      }
    };
    mine.onerror = () => {
      state.value = { kind: 'failed', fileName, reason: 'UNREADABLE' };
      stop();
    };
    mine.postMessage({ file, pinnedKey } satisfies VerifyRequest);
  }

  onScopeDispose(stop);
  return {
    state: shallowReadonly(state),
    verify,
    reset: () => {
      stop();
      state.value = { kind: 'idle' };
    },
  };
}

function startWorker(): Worker {
  return new Worker(new URL('../workers/verify-export.worker.ts', import.meta.url), { type: 'module', name: 'verify-export' });
}
