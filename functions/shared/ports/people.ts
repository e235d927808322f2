import type { Person } from '../../../domain/person.ts';

/** `pending`: being registered. `removing`: being removed, or what of a removal was cut off. Neither is recognised. */
export const PERSON_STATES = ['registered', 'pending', 'removing'] as const;
export type PersonState = (typeof PERSON_STATES)[number];

/** A person in a list. */
export interface PersonSummary {
  externalImageId: string;
  fullName: string;
  externalId: string | null;
  state: PersonState;
  /** Null while they are being registered. */
  registeredAt: string | null;
  /** How many photographs stand for them. */
  photoCount: number;
  /** Whose photo stands for them where there is room for one; null where there is none. */
  faceId: string | null;
}

/** What of a person may be changed; what is absent stays. */
export interface PersonChange {
  fullName?: string;
  /** Normalised; null takes it away. */
  externalId?: string | null;
}

/** What one call removed of a person's rows. */
export interface RemovedRows {
  /** Their own, and the one that kept their external id. */
  rows: number;
  /** How many photos their own row listed; null where another call has removed that. */
  listedPhotos: number | null;
}

/** The registered people. */
export interface People {
  /** In the order of their names: those in this state whose name or external id contains the query, all of them for an empty one. */
  list(query: string, state: PersonState, cursor: string | null): Promise<{ items: PersonSummary[]; nextCursor: string | null }>;
  /** Read consistently; null when nobody is registered under this id. */
  find(externalImageId: string): Promise<Person | null>;
  /** Where a photo of theirs is kept; null when there is none. */
  findPhotoKey(externalImageId: string, faceId: string): Promise<string | null>;
  /**
   * Answers the person as they are then; null when nobody is registered under this id.
   * @throws ExternalIdTakenError, UnavailableError when other changes of the same person are under way
   */
  change(externalImageId: string, change: PersonChange): Promise<Person | null>;
  /** From now on the person matches nobody and gets no further photo; removing may be begun again. Null when there is nobody to remove. */
  beginRemoval(externalImageId: string): Promise<{ externalId: string | null } | null>;
  /** Removes the rows, once nothing else of the person is left. Who is removed by several calls at once is so by the one that removes their own row. */
  finishRemoval(externalImageId: string, externalId: string | null): Promise<RemovedRows>;
}
