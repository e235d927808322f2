import { onScopeDispose, shallowReadonly, shallowRef, type Ref } from 'vue';
import type { ApiClient } from '../api/client.ts';
import type { RegisteredPerson } from '../api/faces.ts';
import { registerPerson, type NewPerson } from '../api/registrations.ts';
import { completeRegistration } from '../people/complete-registration.ts';
import { toRegistrationFailure, type RegistrationFailure } from '../people/registration-failure.ts';
import { readAsDataUrl } from '../photo/read-as-data-url.ts';

export interface UseRegistrationOptions {
  now?: () => Date;
  newKey?: () => string;
  pollMs?: number;
}

export interface UseRegistrationReturn {
  sending: Readonly<Ref<boolean>>;
  failure: Readonly<Ref<RegistrationFailure | null>>;
  /** Who was registered. */
  person: Readonly<Ref<RegisteredPerson | null>>;
  /** Never rejects: see `failure` and `person`. While one registration is under way, another is not begun. */
  register: (photo: Blob, wanted: NewPerson) => Promise<void>;
  /** Forgets how the last one ended. */
  reset: () => void;
}

/** Registers one person after the other, each followed to its end however long it takes. */
export function useRegistration(api: ApiClient, { now = () => new Date(), newKey = () => crypto.randomUUID(), pollMs }: UseRegistrationOptions = {}): UseRegistrationReturn {
  const sending = shallowRef(false);
  const failure = shallowRef<RegistrationFailure | null>(null);
  const person = shallowRef<RegisteredPerson | null>(null);
  const leaving = new AbortController();
  /** What was sent last and under which key: the same again is the same registration, whose answer was lost. */
  let last: { photo: Blob; wanted: string; key: string } | null = null;

  function keyOf(photo: Blob, wanted: NewPerson): string {
    const text = JSON.stringify(wanted);
    if (last?.photo !== photo || last.wanted !== text) last = { photo, wanted: text, key: newKey() };
    return last.key;
  }

  function reset(): void {
    failure.value = null;
    person.value = null;
  }

  async function register(photo: Blob, wanted: NewPerson): Promise<void> {
    if (sending.value) return;
    reset();
    sending.value = true;
    const { signal } = leaving;
    try {
      const answer = await registerPerson(api, wanted, { image: await readAsDataUrl(photo), idempotencyKey: keyOf(photo, wanted), signal });
      const { externalImageId, faceId } = await completeRegistration(api, answer, signal, pollMs === undefined ? {} : { pollMs });
      person.value = { externalImageId, fullName: wanted.fullName, externalId: wanted.externalId, state: 'registered', registeredAt: now().toISOString(), photoCount: 1, faceId };
    } catch (error) {
      if (!signal.aborted) failure.value = toRegistrationFailure(error);
    } finally {
      sending.value = false;
    }
  }

  onScopeDispose(() => { leaving.abort(); });
  return { sending: shallowReadonly(sending), failure: shallowReadonly(failure), person: shallowReadonly(person), register, reset };
}
