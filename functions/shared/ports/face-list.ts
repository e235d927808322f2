/** A registered person. */
export interface RegisteredPerson {
  externalImageId: string;
  fullName: string;
  registeredAt: string;
  /** How many photographs stand for them. */
  photoCount: number;
}

export interface FaceList {
  /** Registered people whose name begins with the query, in the order of their names. */
  list(query: string, cursor: string | null): Promise<{ items: RegisteredPerson[]; nextCursor: string | null }>;
}
