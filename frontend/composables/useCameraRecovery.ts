import { onScopeDispose, watch } from 'vue';
import { browserPermissions } from '../capture/browser-capabilities.ts';
import type { UseCameraReturn } from './useCamera.ts';

export interface UseCameraRecoveryOptions {
  /** Undefined where the browser does not tell. */
  permissions?: Pick<Permissions, 'query'> | undefined;
}

/** Turns a camera on again as soon as there is reason to: it was plugged in again, or its use was allowed after all. */
export function useCameraRecovery(camera: Pick<UseCameraReturn, 'problem' | 'cameras' | 'start'>, { permissions = browserPermissions() }: UseCameraRecoveryOptions = {}): void {
  watch(camera.cameras, (cameras, before) => {
    const isMissed = camera.problem.value === 'ended' || camera.problem.value === 'notFound';
    if (isMissed && cameras.length > before.length) void camera.start();
  });

  const leaving = new AbortController();
  onScopeDispose(() => { leaving.abort(); });
  // Not every browser knows of cameras here: then there is still the button.
  void permissions?.query({ name: 'camera' }).then(
    (status) => {
      const onChange = (): void => { if (status.state === 'granted' && camera.problem.value === 'denied') void camera.start(); };
      status.addEventListener('change', onChange, { signal: leaving.signal });
    },
    () => undefined,
  );
}
