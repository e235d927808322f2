import de from '../../../frontend/locales/de/index.ts';
import en from '../../../frontend/locales/en/index.ts';
import es from '../../../frontend/locales/es/index.ts';

const LANGUAGES = { en, de, es };
export type Language = keyof typeof LANGUAGES;

/** What browsers ask for, and the app speaks: English, unless the environment says otherwise before this is imported. */
export const LANGUAGE = languageOf(process.env.INVIGIL_TEST_LANGUAGE);

/** What the app says to people. */
export const TEXTS = LANGUAGES[LANGUAGE];

/** Puts values into a text's places, as the app does. @example fill(TEXTS.checks.people.several, { count: 2 }) */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** One of the forms of a text that has several for different counts. @example form(TEXTS.incident.count, 1) // '1 incident' */
export function form(text: string, index: 0 | 1 | 2): string {
  return text.split(' | ')[index] ?? text;
}

function languageOf(name = 'en'): Language {
  if (name in LANGUAGES) return name as Language;
  throw new Error(`There is no language ${name}: ${Object.keys(LANGUAGES).join(', ')}.`);
}
