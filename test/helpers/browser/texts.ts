import texts from '../../../frontend/locales/en/index.ts';

/** What the app says to people. */
export const TEXTS = texts;

/** Puts values into a text's places, as the app does. @example fill(TEXTS.checks.people.several, { count: 2 }) */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
