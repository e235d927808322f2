import { AwsError } from '../../aws/aws-error.ts';
import type { Vision } from '../../vision/vision.ts';
import type { Collection } from '../collections/collection.ts';
import { CollectionEmbeddingMismatchError } from '../collections/errors.ts';

/**
 * Refuses to compare faces with a collection whose vectors another model made: any answer would be chance.
 *
 * @throws AwsError ResourceNotReadyException
 */
export function assertComparable(collection: Collection, vision: Vision): void {
  try {
    collection.assertEmbedding(vision.modelVersions.embedding);
  } catch (cause) {
    if (cause instanceof CollectionEmbeddingMismatchError) throw new AwsError('ResourceNotReadyException', cause.message, { cause });
    throw cause;
  }
}
