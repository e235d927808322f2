import type { Candidates } from '../ports/candidates.ts';

/** Whom a list is asked for by `person`, a `sub` or an e-mail: every `sub` that it may be; null is anybody. */
export async function subsOf(person: string | undefined, candidates: Candidates): Promise<string[] | null> {
  if (person === undefined) return null;
  return person.includes('@') ? candidates.findByEmail(person) : [person];
}
