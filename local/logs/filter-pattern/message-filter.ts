/** Which messages a pattern wants. */
export interface MessageFilter {
  matches: (message: string) => boolean;
  /** Text that every message wanted holds, in characters that JSON never escapes; null when there is none. */
  needle: string | null;
}

/** Characters that stand for themselves in every JSON text. */
const PLAIN = /^[A-Za-z0-9_.:-]+$/;

/** The longest of the texts that can be looked for without parsing anything. */
export function needleOf(texts: readonly string[]): string | null {
  return texts.filter((text) => PLAIN.test(text)).reduce<string | null>((longest, text) => (longest !== null && longest.length >= text.length ? longest : text), null);
}
