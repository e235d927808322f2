import { onScopeDispose, watch, type Ref } from 'vue';
import { browserWakeLock } from '../capture/browser-capabilities.ts';

export interface UseWakeLockOptions {
  /** Undefined where the browser has none. */
  wakeLock?: WakeLock | undefined;
  page?: Document;
}

/** Keeps the screen on while it is wanted: a phone that falls asleep ends the camera. Where the browser cannot, nothing happens. */
export function useWakeLock(wanted: Readonly<Ref<boolean>>, { wakeLock = browserWakeLock(), page = document }: UseWakeLockOptions = {}): void {
  let lock: WakeLockSentinel | null = null;

  async function apply(): Promise<void> {
    if (!wanted.value || page.hidden) {
      await lock?.release();
      lock = null;
    } else if (lock === null || lock.released) {
      // Refused when the battery is low.
      lock = (await wakeLock?.request('screen').catch(() => null)) ?? null;
    }
  }

  // The browser takes it back whenever the page is hidden.
  const onVisibility = (): void => void apply();
  page.addEventListener('visibilitychange', onVisibility);
  watch(wanted, onVisibility, { immediate: true });
  onScopeDispose(() => {
    page.removeEventListener('visibilitychange', onVisibility);
    void lock?.release();
  });
}
