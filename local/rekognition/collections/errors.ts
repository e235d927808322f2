/** What can be wrong with the faces on disk. */
export type CollectionErrorCode = 'COLLECTION_CORRUPT' | 'COLLECTION_MISPLACED' | 'COLLECTION_EMBEDDING_MISMATCH';

export abstract class CollectionError extends Error {
  abstract readonly code: CollectionErrorCode;
}

/** A collection's file holds something that was never written there. Nothing is guessed: the file has to be restored or removed. */
export class CollectionCorruptError extends CollectionError {
  override readonly name = 'CollectionCorruptError';
  readonly code = 'COLLECTION_CORRUPT';
  constructor(path: string, lineNumber: number, options?: ErrorOptions) {
    super(`${path} is damaged in line ${lineNumber}. Restore the file, or move it away: then the collection is gone, and its faces have to be indexed again.`, options);
  }
}

/** A file says that it holds a collection whose file has another name: a copy of it, or its first line is damaged. */
export class CollectionMisplacedError extends CollectionError {
  override readonly name = 'CollectionMisplacedError';
  readonly code = 'COLLECTION_MISPLACED';
  constructor(path: string, collectionId: string, fileName: string) {
    super(`${path} holds the collection id: ${collectionId}, whose file is ${fileName}. Copies must not lie in this folder: move it away, or give it that name.`);
  }
}

/** The collection's faces were embedded by another model than the one that runs: their vectors mean nothing to it. */
export class CollectionEmbeddingMismatchError extends CollectionError {
  override readonly name = 'CollectionEmbeddingMismatchError';
  readonly code = 'COLLECTION_EMBEDDING_MISMATCH';
  constructor(collectionId: string, stored: string, running: string) {
    super(`The collection id: ${collectionId} holds faces of the model ${stored}, which cannot be compared with those of ${running}. Stop Invigil and run: npm run reindex`);
  }
}
