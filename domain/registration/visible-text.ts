/*
 * Characters that nobody sees let two people have what looks like one external id, and somebody a name that looks like none. Unicode calls most of them format
 * characters (Cf) or says that a font without them may ignore them (Default_Ignorable_Code_Point); U+2800 is a sign of Braille without dots.
 */

/** An external id is compared by machines: it holds nothing that cannot be seen. */
export const EXTERNAL_ID_CHARACTERS = /^[^\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/**
 * A name holds what cannot be seen only where it changes how the characters beside it are written: U+200C and U+200D between letters, as in Persian and Hindi
 * (of Malayalam, whose older spelling ends words in it, U+200D also behind U+0D4D), and the selectors of variants behind an ideograph, as in Japanese.
 * Sources: The Unicode Standard 23.2 "Cursive Connection and Ligatures", 12.9 "Malayalam, Chillu Characters", 23.4 "Variation Selectors"
 */
export const NAME_CHARACTERS =
  /^(?:[^\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]|(?<=[\p{L}\p{M}])[\u200c\u200d](?=[\p{L}\p{M}])|(?<=\u0d4d)\u200d|(?<=\p{Script=Han})[\ufe00-\ufe0f\u{e0100}-\u{e01ef}])*$/u;

/** Whether there is anything to see in a text without invisible characters: accents alone are not. */
export function isVisible(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text);
}
