import { ref, shallowReadonly, shallowRef, type Ref } from 'vue';

export interface UseAttemptReturn {
  /** It is under way. */
  busy: Readonly<Ref<boolean>>;
  /** Why the last attempt failed; null where it did not. */
  error: Readonly<Ref<unknown>>;
  /** Does it; a second one does nothing while the first is under way. */
  attempt: (act: () => Promise<void>) => Promise<void>;
}

/** What somebody does by a button: it is under way, it fails and says why, it is done again. */
export function useAttempt(): UseAttemptReturn {
  const busy = ref(false);
  const error = shallowRef<unknown>(null);

  async function attempt(act: () => Promise<void>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    error.value = null;
    try {
      await act();
    } catch (thrown) {
      error.value = thrown;
    } finally {
      busy.value = false;
    }
  }

  return { busy, error: shallowReadonly(error), attempt };
}
