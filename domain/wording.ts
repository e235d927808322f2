/** What a sentence speaks of, by name. Names that end in `Bytes` are sizes; everything else is what it says. */
export type Parameters = Readonly<Record<string, string | number>>;

/** Which sentence is meant, so that whoever shows it can say it in the language of its reader. */
export interface Wording {
  /** Names the sentence: one for each way in which something can be the matter. */
  detail: string;
  parameters: Parameters;
}

type NamesIn<Sentence extends string> = Sentence extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** What must be known to say a sentence. */
export type ParametersOf<Sentence extends string> = Readonly<Record<NamesIn<Sentence>, string | number>>;

/** Fills a sentence. @example fillIn('Verdict {expected} is missing.', { expected: 3 }) // 'Verdict 3 is missing.' */
export function fillIn(sentence: string, parameters: Parameters): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (place, name: string) => String(parameters[name] ?? place));
}
