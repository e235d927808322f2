import type { DeleteCollectionResponse } from '@aws-sdk/client-rekognition';
import { parseInput } from '../validation/shapes.ts';
import type { RekognitionContext } from './context.ts';
import { deleteCollectionInput } from './delete-collection.input.ts';

export async function deleteCollection(input: unknown, { collections }: RekognitionContext): Promise<DeleteCollectionResponse> {
  const { CollectionId } = parseInput(deleteCollectionInput, input);
  await collections.delete(CollectionId);
  return { StatusCode: 200 };
}
