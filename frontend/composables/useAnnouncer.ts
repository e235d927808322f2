import { onScopeDispose, readonly, ref, type Ref } from 'vue';

/** A screen reader that is told more often talks over itself. */
const MIN_GAP_MS = 1_500;

const message = ref('');

/** What the app's one polite live region says now; the shell shows it. */
export const announcement: Readonly<Ref<string>> = readonly(message);

export interface UseAnnouncerReturn {
  /** Has a screen reader say this when it is free; within the gap only the newest is said. What was said last is not repeated. */
  announce: (text: string) => void;
}

/** Polite announcements for screen readers, at most one every 1.5 seconds. */
export function useAnnouncer({ minGapMs = MIN_GAP_MS }: { minGapMs?: number } = {}): UseAnnouncerReturn {
  let pending: string | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function sayPending(): void {
    timer = null;
    if (pending === null) return;
    if (message.value !== pending) message.value = pending;
    pending = null;
    timer = setTimeout(sayPending, minGapMs);
  }

  onScopeDispose(() => {
    if (timer !== null) clearTimeout(timer);
    message.value = '';
  });

  return {
    announce: (text) => {
      pending = text;
      if (timer === null) sayPending();
    },
  };
}
