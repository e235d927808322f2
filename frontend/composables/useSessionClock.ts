import { computed, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import type { Verdict } from '../../domain/verdict.ts';
import { useNow } from './useNow.ts';

/** Less than this is the time that an answer takes, and not a clock that is wrong. */
const TOLERANCE_MS = 2_000;

/** How long a session lasts by the server's clock, whatever this machine's says: every verdict tells its time. In milliseconds; 0 where there is no session. */
export function useSessionClock(startedAt: () => string | null, newest: Readonly<Ref<Pick<Verdict, 'receivedAt'> | null>>): ComputedRef<number> {
  const now = useNow();
  const aheadMs = shallowRef(0);
  watch(newest, (verdict) => {
    if (verdict === null) return;
    const seenMs = Date.parse(verdict.receivedAt) - Date.now();
    if (Math.abs(seenMs - aheadMs.value) > TOLERANCE_MS) aheadMs.value = seenMs;
  });
  return computed(() => {
    const start = startedAt();
    return start === null ? 0 : Math.max(0, now.value + aheadMs.value - Date.parse(start));
  });
}
