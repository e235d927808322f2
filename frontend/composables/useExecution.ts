import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { HistoryEvent } from '../../domain/history.ts';
import type { ApiClient } from '../api/client.ts';
import { getExecution, getExecutionHistory, type Execution } from '../api/executions.ts';
import { wait } from '../capture/wait.ts';
import { buildTimeline } from '../executions/build-timeline.ts';
import type { Timeline } from '../executions/timeline.ts';

/** Pauses before asking again for a history that is not complete: the logs of Express executions lag behind by a second or so. */
const PAUSES_MS = [400, 800, 1_600, 3_200];

/** `arriving`: some of it is missing, and is asked for again. `incomplete`: it was asked for often enough. */
export type HistoryState = 'loading' | 'arriving' | 'complete' | 'incomplete' | 'failed';

export interface UseExecutionReturn {
  /** Null before it is there. */
  execution: Readonly<ShallowRef<Execution | null>>;
  /** Why there is none; null otherwise. */
  error: Readonly<ShallowRef<unknown>>;
  /** What has arrived of its history; null before anything has. */
  timeline: ComputedRef<Timeline | null>;
  historyState: Readonly<Ref<HistoryState>>;
  historyError: Readonly<ShallowRef<unknown>>;
  /** Begins anew; what is shown stays until there is something newer. */
  reload: () => Promise<void>;
}

/** One execution and its history, which is asked for again a few times until it is complete. */
export function useExecution(api: ApiClient, name: () => string, { pause = wait }: { pause?: typeof wait } = {}): UseExecutionReturn {
  const execution = shallowRef<Execution | null>(null);
  const error = shallowRef<unknown>(null);
  const events = shallowRef<readonly HistoryEvent[] | null>(null);
  const timeline = computed(() => (events.value === null ? null : buildTimeline(events.value)));
  const historyState = ref<HistoryState>('loading');
  const historyError = shallowRef<unknown>(null);
  let controller = new AbortController();

  async function reload(): Promise<void> {
    controller.abort();
    controller = new AbortController();
    const { signal } = controller;
    error.value = null;
    historyError.value = null;
    historyState.value = 'loading';
    await Promise.all([
      readExecution(signal).catch((thrown: unknown) => { if (!signal.aborted) error.value = thrown; }),
      readHistory(signal).catch((thrown: unknown) => {
        if (signal.aborted) return;
        historyState.value = 'failed';
        historyError.value = thrown;
      }),
    ]);
  }

  async function readExecution(signal: AbortSignal): Promise<void> {
    execution.value = await getExecution(api, name(), signal);
  }

  async function readHistory(signal: AbortSignal): Promise<void> {
    for (const pauseMs of [0, ...PAUSES_MS]) {
      if (pauseMs > 0) {
        historyState.value = 'arriving';
        await pause(pauseMs, signal);
        if (execution.value?.status === 'RUNNING') await readExecution(signal);
      }
      events.value = (await getExecutionHistory(api, name(), signal)).items;
      if (timeline.value?.complete === true) break;
    }
    historyState.value = timeline.value?.complete === true ? 'complete' : 'incomplete';
  }

  watch(name, () => {
    execution.value = null;
    events.value = null;
    void reload();
  }, { immediate: true });
  onScopeDispose(() => { controller.abort(); });
  return { execution, error, timeline, historyState, historyError, reload };
}
