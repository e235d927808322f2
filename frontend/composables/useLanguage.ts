import { computed, type ComputedRef } from 'vue';
import { chooseLocale, i18n, LOCALES, setLocale, type Locale } from '../locales/i18n.ts';

const STORAGE_KEY = 'invigil.language';

export interface UseLanguageReturn {
  language: ComputedRef<Locale>;
  /** Kept for the next visit. Rejects when its texts cannot be loaded. */
  setLanguage: (next: Locale) => Promise<void>;
}

/** The app's language: one for all pages. */
export function useLanguage(): UseLanguageReturn {
  return { language: computed(() => i18n.global.locale.value), setLanguage };
}

/** The language that was chosen here before, else the browser's. */
export function preferredLanguage(): Locale {
  return storedLanguage() ?? chooseLocale(navigator.languages);
}

async function setLanguage(next: Locale): Promise<void> {
  await setLocale(next);
  try {
    localStorage.setItem(STORAGE_KEY, next);
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}

function storedLanguage(): Locale | undefined {
  try {
    return LOCALES.find((known) => known === localStorage.getItem(STORAGE_KEY));
  } catch {
    return undefined;
  }
}
