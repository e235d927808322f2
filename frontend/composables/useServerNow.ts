import { computed, type ComputedRef } from 'vue';
import { serverClock } from '../api/server-clock.ts';
import { useNow } from './useNow.ts';

/** The server's time in milliseconds since 1970, a new one every second: whatever is counted from a time that the server has set goes by it. */
export function useServerNow(): ComputedRef<number> {
  const now = useNow();
  return computed(() => now.value + serverClock.offsetMs.value);
}
