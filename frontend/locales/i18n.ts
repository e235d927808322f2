import { createI18n } from 'vue-i18n';
import en from './en.json' with { type: 'json' };

export type Messages = typeof en;

/** Every language of the app; all but the fallback are loaded when they are wanted. */
const LOADERS = {
  en: () => Promise.resolve(en),
} satisfies Record<string, () => Promise<Messages>>;

export type Locale = keyof typeof LOADERS;
export const LOCALES = Object.keys(LOADERS) as Locale[];
const FALLBACK: Locale = 'en';

export const i18n = createI18n({ legacy: false, locale: FALLBACK, fallbackLocale: FALLBACK, messages: { en } });

/** The first of the wanted languages that the app speaks. */
export function chooseLocale(wanted: readonly string[]): Locale {
  const languages = wanted.map((tag) => tag.split('-')[0]?.toLowerCase());
  return LOCALES.find((locale) => languages.includes(locale)) ?? FALLBACK;
}

export async function setLocale(locale: Locale): Promise<void> {
  i18n.global.setLocaleMessage(locale, await LOADERS[locale]());
  i18n.global.locale.value = locale;
  document.documentElement.lang = locale;
}
