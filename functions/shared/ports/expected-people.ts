import type { ExpectedPerson } from '../../../domain/checks/identity.ts';

/** Who has to be in front of somebody's camera. */
export interface ExpectedPeople {
  /** The registered person whose external id is this e-mail; null when there is none. */
  findByEmail(email: string): Promise<ExpectedPerson>;
}
