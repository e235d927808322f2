/**
 * The beginning of what is longer than any name or path that somebody means: a row with a few such values stays far from the 400 KB that an item of DynamoDB
 * may have. By code points, so that no character is cut in two.
 */
const BEGINNING = /^.{300}(?=.)/su;

/** A value of a list that is only shown, never used again: as it stands there, or its beginning. */
export function shortened(value: string): string {
  const [beginning] = BEGINNING.exec(value) ?? [];
  return beginning === undefined ? value : `${beginning}…`;
}
