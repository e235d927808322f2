import { createI18n } from 'vue-i18n';
import en from './en/index.ts';

export type Messages = typeof en;

/** Every language of the app, each under its own name for itself; all but the fallback are loaded when they are wanted. */
const LANGUAGES = {
  en: { name: 'English', load: () => Promise.resolve(en) },
  de: { name: 'Deutsch', load: async () => (await import('./de/index.ts')).default },
  es: { name: 'Español', load: async () => (await import('./es/index.ts')).default },
} satisfies Record<string, { name: string; load: () => Promise<Messages> }>;

export type Locale = keyof typeof LANGUAGES;
export const LOCALES = Object.keys(LANGUAGES) as Locale[];
const FALLBACK: Locale = 'en';

export const i18n = createI18n({ legacy: false, locale: FALLBACK, fallbackLocale: FALLBACK, messages: { en } as Record<Locale, Messages> });

export function languageName(locale: Locale): string {
  return LANGUAGES[locale].name;
}

/** The first of the wanted languages that the app speaks. */
export function chooseLocale(wanted: readonly string[]): Locale {
  const languages = wanted.map((tag) => tag.split('-')[0]?.toLowerCase());
  return languages.map((language) => LOCALES.find((locale) => locale === language)).find((locale) => locale !== undefined) ?? FALLBACK;
}

/** Has the app speak a language. Rejects, and changes nothing, when its texts cannot be loaded. */
export async function setLocale(locale: Locale): Promise<void> {
  i18n.global.setLocaleMessage(locale, await LANGUAGES[locale].load());
  i18n.global.locale.value = locale;
  document.documentElement.lang = locale;
}
