import { computed, onBeforeUnmount, onMounted, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import type { Policy } from '../../domain/policy.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { ApiClient } from '../api/client.ts';
import type { Session as SignIn } from '../auth/session.ts';
import { createFrameEncoder } from '../capture/frame-encoder.ts';
import { createVideoSource, type FrameSource } from '../capture/frame-source.ts';
import { useCamera, type UseCameraReturn } from './useCamera.ts';
import { useCameraRecovery } from './useCameraRecovery.ts';
import { useCheckPause, type UseCheckPauseReturn } from './useCheckPause.ts';
import type { UseExamReturn } from './useExam.ts';
import { useVerdicts } from './useVerdicts.ts';
import type { WatchState } from './watch-state.ts';

/** From one picture of the camera check to the next. */
const CHECK_INTERVAL_MS = 2_000;

export interface UseExamCaptureOptions {
  api: ApiClient;
  auth: Pick<SignIn, 'state'>;
  exam: UseExamReturn;
  /** From one picture of the exam to the next. */
  intervalMs: () => number;
  /** Where the camera is shown. */
  video: () => HTMLVideoElement | null;
  /** Told of the policy that each picture was judged by. */
  onPolicy: (policy: Policy) => void;
}

export interface UseExamCaptureReturn {
  camera: UseCameraReturn;
  /** The exam runs; until then, the camera is checked. */
  watching: ComputedRef<boolean>;
  /** What becomes of the pictures, seen from before the camera. */
  state: ComputedRef<WatchState>;
  verdict: Readonly<Ref<Verdict | null>>;
  judgedMs: Readonly<Ref<number | null>>;
  check: UseCheckPauseReturn;
}

/** The camera of the exam page and what becomes of its pictures: those of the check, which pauses by itself, and from the start of the exam on those of it. */
export function useExamCapture({ api, auth, exam, intervalMs, video, onPolicy }: UseExamCaptureOptions): UseExamCaptureReturn {
  const camera = useCamera();
  useCameraRecovery(camera);
  const watching = computed(() => exam.session.value !== null);
  const verdicts = useVerdicts({ api, sessionId: () => exam.session.value?.sessionId ?? null, intervalMs: () => (watching.value ? intervalMs() : CHECK_INTERVAL_MS) });
  const state = computed<WatchState>(() => {
    if (auth.state.value !== 'signed-in') return 'signedOut';
    return camera.problem.value === null ? verdicts.state.value : 'noPicture';
  });

  const source = shallowRef<FrameSource | null>(null);
  function capture(): void {
    const shown = video();
    if (shown === null) return;
    source.value ??= createVideoSource(shown, createFrameEncoder());
    verdicts.start(source.value);
  }

  const check = useCheckPause({ checking: () => !watching.value && camera.state.value === 'on', verdict: verdicts.verdict, stop: verdicts.stop, start: capture });
  watch(watching, capture);
  watch(verdicts.verdict, (verdict) => { if (verdict !== null) onPolicy(verdict.policy); });
  watch(verdicts.state, (now) => { if (now === 'ended') void exam.settle(); });

  onMounted(() => {
    capture();
    void camera.start();
  });
  onBeforeUnmount(() => {
    verdicts.stop();
    source.value?.close();
  });

  return { camera, watching, state, verdict: verdicts.verdict, judgedMs: verdicts.judgedMs, check };
}
