/** What a field of a request, or of a list, can break: each is a sentence of its own to whoever has to mend it, with the `field` and, where there is one, the `limit`. */
export const FIELD_RULES = ['empty', 'tooShort', 'tooLong', 'tooFew', 'tooMany', 'tooSmall', 'tooLarge', 'characters', 'malformed', 'unknownField', 'notValid'] as const;
export type FieldRule = (typeof FIELD_RULES)[number];
