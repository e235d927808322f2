/** The first letters of the first and the last of a name's words, as people abbreviate names. */
export function initialsOf(fullName: string): string {
  const words = fullName.trim().split(/\s+/);
  const [first] = words;
  const last = words.length > 1 ? words.at(-1) : undefined;
  return [first, last].map((word) => firstLetter(word ?? '')).join('').toUpperCase();
}

/** What is seen as one letter, whatever it is made of. */
function firstLetter(word: string): string {
  const [first] = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word);
  return first?.segment ?? '';
}
