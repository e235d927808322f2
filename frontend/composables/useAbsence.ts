import { onScopeDispose, watch } from 'vue';

export interface UseAbsenceOptions {
  /** Whether the page has something to do that rests while it is hidden. */
  on: () => boolean;
  /** A shorter absence is none. */
  atLeastMs: () => number;
  /** Told when the page is in view again: for how long it was not, while it was on. */
  onReturn: (durationMs: number) => void;
  page?: Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;
}

/** Notices when somebody comes back to a page that was hidden, by another tab before it or by its window being minimised. */
export function useAbsence({ on, atLeastMs, onReturn, page = document }: UseAbsenceOptions): void {
  let sinceMs: number | null = null;

  function look(): void {
    if (page.hidden) {
      sinceMs = on() ? (sinceMs ?? Date.now()) : null;
      return;
    }
    const durationMs = sinceMs === null ? 0 : Date.now() - sinceMs;
    sinceMs = null;
    if (on() && durationMs > atLeastMs()) onReturn(durationMs);
  }

  page.addEventListener('visibilitychange', look);
  watch(on, look, { immediate: true });
  onScopeDispose(() => { page.removeEventListener('visibilitychange', look); });
}
