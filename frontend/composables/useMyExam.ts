import { onScopeDispose, ref, shallowReadonly, shallowRef, watch, type Ref } from 'vue';
import type { Session } from '../../domain/session.ts';
import type { ApiClient } from '../api/client.ts';
import { getSession, putSessionNote } from '../api/sessions.ts';

export interface UseMyExamReturn {
  /** Null before the first answer. */
  session: Readonly<Ref<Session | null>>;
  loading: Readonly<Ref<boolean>>;
  error: Readonly<Ref<unknown>>;
  load: () => Promise<void>;
  saving: Readonly<Ref<boolean>>;
  /** Why the note was not saved; null where it was. */
  saveError: Readonly<Ref<unknown>>;
  /** Sets the note to the reviewer, or takes it away where the text is empty. Answers whether that was done. */
  saveNote: (text: string) => Promise<boolean>;
}

/** One of the candidate's own sessions, and their note to the reviewer. */
export function useMyExam(api: ApiClient, id: () => string): UseMyExamReturn {
  const session = shallowRef<Session | null>(null);
  const loading = ref(false);
  const error = shallowRef<unknown>(null);
  const saving = ref(false);
  const saveError = shallowRef<unknown>(null);
  let underWay = new AbortController();

  async function load(): Promise<void> {
    underWay.abort();
    underWay = new AbortController();
    const { signal } = underWay;
    loading.value = true;
    error.value = null;
    try {
      const found = await getSession(api, id(), signal);
      signal.throwIfAborted();
      session.value = found;
    } catch (thrown) {
      if (signal.aborted) return;
      error.value = thrown;
    }
    loading.value = false;
  }

  async function saveNote(text: string): Promise<boolean> {
    saving.value = true;
    saveError.value = null;
    try {
      session.value = await putSessionNote(api, id(), text);
    } catch (thrown) {
      saveError.value = thrown;
    }
    saving.value = false;
    return saveError.value === null;
  }

  watch(id, () => {
    session.value = null;
    saveError.value = null;
    void load();
  }, { immediate: true });
  onScopeDispose(() => { underWay.abort(); });
  return { session: shallowReadonly(session), loading, error: shallowReadonly(error), load, saving, saveError: shallowReadonly(saveError), saveNote };
}
