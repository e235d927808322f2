import { onScopeDispose, shallowReadonly, shallowRef, type Ref } from 'vue';
import type { ApiClient } from '../api/client.ts';
import { indexFace, type RegisteredPerson } from '../api/faces.ts';
import { readAsDataUrl } from '../photo/read-as-data-url.ts';
import { toRegistrationFailure, type RegistrationFailure } from '../people/registration-failure.ts';

export interface UseRegistrationReturn {
  sending: Readonly<Ref<boolean>>;
  failure: Readonly<Ref<RegistrationFailure | null>>;
  /** Who was registered. */
  person: Readonly<Ref<RegisteredPerson | null>>;
  /** Never rejects: see `failure` and `person`. While one registration is under way, another is not begun. */
  register: (photo: Blob, fullName: string) => Promise<void>;
  /** Forgets how the last one ended. */
  reset: () => void;
}

/** Registers one person after the other. */
export function useRegistration(api: ApiClient, { now = () => new Date() }: { now?: () => Date } = {}): UseRegistrationReturn {
  const sending = shallowRef(false);
  const failure = shallowRef<RegistrationFailure | null>(null);
  const person = shallowRef<RegisteredPerson | null>(null);
  const leaving = new AbortController();

  function reset(): void {
    failure.value = null;
    person.value = null;
  }

  async function register(photo: Blob, fullName: string): Promise<void> {
    if (sending.value) return;
    reset();
    sending.value = true;
    try {
      const { externalImageId } = await indexFace(api, { image: await readAsDataUrl(photo), fullName, signal: leaving.signal });
      person.value = { externalImageId, fullName, registeredAt: now().toISOString(), photoCount: 1 };
    } catch (error) {
      if (!leaving.signal.aborted) failure.value = toRegistrationFailure(error);
    } finally {
      sending.value = false;
    }
  }

  onScopeDispose(() => { leaving.abort(); });
  return { sending: shallowReadonly(sending), failure: shallowReadonly(failure), person: shallowReadonly(person), register, reset };
}
