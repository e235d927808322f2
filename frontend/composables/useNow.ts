import { onScopeDispose, shallowReadonly, shallowRef, type Ref } from 'vue';

/** The time in milliseconds since 1970, a new one every second. */
export function useNow({ everyMs = 1_000 }: { everyMs?: number } = {}): Readonly<Ref<number>> {
  const now = shallowRef(Date.now());
  const timer = setInterval(() => { now.value = Date.now(); }, everyMs);
  onScopeDispose(() => { clearInterval(timer); });
  return shallowReadonly(now);
}
