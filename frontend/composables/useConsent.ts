import { readonly, ref, type Ref } from 'vue';

/** Names the text below `consent` in the locales: another text has another version, and must be agreed to anew. */
export const CONSENT_VERSION = '2026-11-21';
const STORAGE_KEY = 'invigil.consent';

export interface UseConsentReturn {
  /** Whether this person agreed to this text since they opened this tab. */
  given: Readonly<Ref<boolean>>;
  give: () => void;
  withdraw: () => void;
}

/** The candidate's consent to being watched: for one person, one text and one session of the browser. */
export function useConsent(sub: string, storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> = sessionStorage): UseConsentReturn {
  const wanted = `${CONSENT_VERSION} ${sub}`;
  const given = ref(storage.getItem(STORAGE_KEY) === wanted);
  return {
    given: readonly(given),
    give: () => {
      storage.setItem(STORAGE_KEY, wanted);
      given.value = true;
    },
    withdraw: () => {
      storage.removeItem(STORAGE_KEY);
      given.value = false;
    },
  };
}
