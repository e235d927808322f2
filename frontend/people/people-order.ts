import type { RegisteredPerson } from '../api/faces.ts';

/** Whether somebody is found by what was searched for, as the API finds them: by any part of name or external id, without case and accents. */
export function isFound({ fullName, externalId }: Pick<RegisteredPerson, 'fullName' | 'externalId'>, query: string): boolean {
  const wanted = fold(query.trim());
  return fold(fullName).includes(wanted) || fold(externalId ?? '').includes(wanted);
}

function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** The people of a list and those who are to be in it as well, each once, in the API's order. */
export function withAdded(listed: readonly RegisteredPerson[], added: readonly RegisteredPerson[]): readonly RegisteredPerson[] {
  const known = new Set(listed.map(({ externalImageId }) => externalImageId));
  const missing = added.filter(({ externalImageId }) => !known.has(externalImageId));
  return missing.length === 0 ? listed : [...listed, ...missing].sort(byName);
}

function byName(one: RegisteredPerson, other: RegisteredPerson): number {
  const [a, b] = [one.fullName.toLowerCase(), other.fullName.toLowerCase()];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
