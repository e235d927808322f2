import { computed, ref, type Ref } from 'vue';

/** Names the text below `consent` in the locales: another text has another version, and must be agreed to anew. */
export const CONSENT_VERSION = '2026-11-22';
const STORAGE_KEY = 'invigil.consent';

export interface UseConsentReturn {
  /** Whether this person agreed to this text since they opened this tab. */
  given: Readonly<Ref<boolean>>;
  /** Whether they took that back since. */
  withdrawn: Readonly<Ref<boolean>>;
  give: () => void;
  withdraw: () => void;
}

/** The candidate's consent to being watched: for one person, one text and one session of the browser. */
export function useConsent(sub: string, storage: Pick<Storage, 'getItem' | 'setItem'> = sessionStorage): UseConsentReturn {
  const wanted = `${CONSENT_VERSION} ${sub}`;
  const taken = `withdrawn ${wanted}`;
  const kept = ref(storage.getItem(STORAGE_KEY));
  const keep = (value: string): void => {
    storage.setItem(STORAGE_KEY, value);
    kept.value = value;
  };
  return {
    given: computed(() => kept.value === wanted),
    withdrawn: computed(() => kept.value === taken),
    give: () => { keep(wanted); },
    withdraw: () => { keep(taken); },
  };
}
