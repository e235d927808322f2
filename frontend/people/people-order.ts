import type { RegisteredPerson } from '../api/faces.ts';

/** Whether a name begins with what was searched for, as the API finds it. */
export function isCalled({ fullName }: Pick<RegisteredPerson, 'fullName'>, query: string): boolean {
  return fullName.toLowerCase().startsWith(query.trim().toLowerCase());
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
