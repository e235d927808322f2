/** A person whom several faces of a collection stand for together. */
export interface StoredUser {
  /** Rises with each user of the collection and is never given twice: the order of lists. */
  readonly ordinal: number;
  readonly userId: string;
  /** In the order in which they were associated. */
  readonly faceIds: readonly string[];
}
